"""The frame around every page: court, campaign, menu, notice."""


def frame(request):
    return {"frame": None}
