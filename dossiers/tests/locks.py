"""What a verb holds before it asks: SQLite has no row locks, so the asking is watched."""

from django.db.models import QuerySet


def order_of(monkeypatch, module, name):
    """Return a list that fills with the models held and each call of `module.name`."""
    done = []
    hold, ask = QuerySet.select_for_update, getattr(module, name)

    def held(rows, *args, **kwargs):
        done.append(rows.model.__name__)
        return hold(rows, *args, **kwargs)

    def asked(*args, **kwargs):
        done.append(name)
        return ask(*args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", held)
    monkeypatch.setattr(module, name, asked)
    return done
