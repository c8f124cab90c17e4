"""Every request knows the campaign it looks at, and how much awaits the person."""

from django.utils.functional import SimpleLazyObject

from campaigns.models import Campaign
from campaigns.records import count_awaiting

SESSION_KEY = "campaign"


def current_campaign(get_response):
    def respond(request):
        request.campaigns = SimpleLazyObject(lambda: _visible(request))
        request.campaign = SimpleLazyObject(lambda: _chosen(request))
        request.awaiting = SimpleLazyObject(lambda: count_awaiting(request.user))
        return get_response(request)

    return respond


def _visible(request):
    if not request.user.is_authenticated:
        return []
    rows = Campaign.objects.visible_to(request.user).newest_first()
    return list(rows.select_related("court", "standard"))


def _chosen(request):
    slug = request.session.get(SESSION_KEY)
    by_slug = {campaign.slug: campaign for campaign in request.campaigns}
    return by_slug.get(slug) or next(iter(request.campaigns), None)
