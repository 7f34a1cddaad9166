"""Charts: pie, bar, area, line."""

from typing import Any

from sandbox.slack.checks.shapes import Check, Report, every, items, number, shape, string, typed

MOST_CHARTS = 2
_MOST_SERIES = 12
_MOST_CATEGORIES = 20
_LABEL = string(20)


def data_visualization() -> Check:
    """Want a titled chart."""
    plotted = every(shape({"series": _series(), "axis_config": _axis()}), _complete)
    chart = typed({"pie": _pie(), "bar": plotted, "area": plotted, "line": plotted})
    return shape({"title": string(50), "chart": chart}, {"block_id": string(255)})


def _pie() -> Check:
    segment = shape({"label": _LABEL, "value": _above_zero})
    return shape({"segments": items(segment, most=_MOST_SERIES)})


def _series() -> Check:
    point = shape({"label": _LABEL, "value": number})
    return items(shape({"name": _LABEL, "data": items(point, most=_MOST_CATEGORIES)}), most=_MOST_SERIES)


def _axis() -> Check:
    categories = items(_LABEL, most=_MOST_CATEGORIES)
    return shape({"categories": categories}, {"x_label": string(50), "y_label": string(50)})


def _above_zero(report: Report, at: str, value: Any) -> None:
    number(report, at, value)
    if isinstance(value, int | float) and value <= 0:
        report.refuse(at, "must be more than 0")


def _complete(report: Report, at: str, value: Any) -> None:
    if report.problems:
        return  # a chart of the wrong shape has no categories to compare
    categories = value["axis_config"]["categories"]
    names = [series["name"] for series in value["series"]]
    if len(set(names)) < len(names):
        report.refuse(f"{at}/series", "names must be unique")
    if len(set(categories)) < len(categories):
        report.refuse(f"{at}/axis_config/categories", "must be unique")
    for index, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            report.refuse(f"{at}/series/{index}/data", "must have one value for every category")
