"""The pages of the telling room."""

urlpatterns = []
