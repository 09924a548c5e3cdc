from django.urls import path

from policies.views import browsing, following

app_name = "browsing"

urlpatterns = [
    path("map/", browsing.levels, name="map"),
    path("changes/", browsing.changes, name="changes"),
    path("following/", following.mine, name="following"),
    path("policies/<slug:code>/follow/", following.follow, name="follow"),
    path("policies/<slug:code>/unfollow/", following.unfollow, name="unfollow"),
    path("feeds/", following.addresses, name="addresses"),
    path("feeds/renew/", following.renew, name="renew_address"),
    path("feeds/revoke/", following.revoke, name="revoke_address"),
    path("feeds/changes.atom", following.feed, name="feed"),
    path("feeds/calendar.ics", following.calendar, name="calendar"),
    path("feeds/<slug:key>/changes.atom", following.private_feed, name="private_feed"),
    path("feeds/<slug:key>/calendar.ics", following.private_calendar, name="private_calendar"),
]
