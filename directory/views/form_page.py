"""A page that is one form: how it is shown, and shown again with its errors."""

from django.shortcuts import render


def posted(request):
    """What was sent, for a form to judge; nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def form_page(request, form, title: str, button: str, back: str, text: str = ""):
    """The page with `form`; with errors it is answered 422 and all that was typed is still there."""
    context = {"form": form, "title": title, "button": button, "back": back, "text": text}
    return render(request, "directory/form.html", context, status=422 if form.errors else 200)
