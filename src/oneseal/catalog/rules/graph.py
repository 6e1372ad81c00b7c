"""Whether steps, situations and conditions fit together."""

from collections import Counter
from collections.abc import Iterable, Iterator

from oneseal.catalog.rules.content import VARIANT, ItemContent, Step, StepKind, When
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.text import N_


def problems(content: ItemContent) -> list[Gap]:
    """Unknown predecessors, cycles, no decision, doubled codes, conditions on nothing."""
    return [*doubled(content), *steps(content), *conditions(content)]


def doubled(content: ItemContent) -> list[Gap]:
    """Codes must be unique among their kind."""
    groups = {
        "steps": [step.key for step in content.steps],
        "materials": [material.code for material in content.materials],
        "questions": [question.code for question in content.questions],
        **{
            f"questions.{place}.options": [option.code for option in question.options]
            for place, question in enumerate(content.questions)
        },
    }
    return [
        Gap(path, "doubled_code", N_("代码“%(code)s”用了不止一次，请改成不同的代码。"), {"code": code})
        for path, keys in groups.items()
        for code, times in Counter(keys).items()
        if times > 1
    ]


def steps(content: ItemContent) -> list[Gap]:
    """Steps must name existing steps, form no circle, and end in an unconditional decision."""
    known = {step.key: step for step in content.steps}
    gaps = [
        Gap(
            f"steps.{place}.after",
            "unknown_step",
            N_("环节“%(step)s”排在“%(after)s”之后，但没有代码为“%(after)s”的环节。"),
            {"step": step.name, "after": after},
        )
        for place, step in enumerate(content.steps)
        for after in step.after
        if after not in known
    ]
    circle = find_circle(content.steps)
    if circle:
        names = " → ".join(known[key].name for key in circle)
        message = N_("环节互相等待，永远走不完：%(circle)s。请改其中一个环节的先后关系。")
        gaps.append(Gap("steps", "circle", message, {"circle": names}))
    always = any(step.kind is StepKind.DECISION and not step.when for step in content.steps)
    if content.steps and not always:
        message = N_("办理程序缺少一个在任何情形下都要走的“决定”环节，请加上。")
        gaps.append(Gap("steps", "no_decision", message, {}, "行政许可法第三十八条"))
    return [*gaps, *_apart(content.steps)]


def _apart(steps: list[Step]) -> list[Gap]:
    """Who reviews technically is of another post than who decides or signs (inventory 5.17)."""
    deciding = {step.post for step in steps if step.kind in {StepKind.DECISION, StepKind.SIGN_OFF}}
    message = N_("“%(step)s”是技术审查，不能和审批决定由同一个岗位办理，请改为技术岗位。")
    return [
        Gap(f"steps.{place}.post", "technical_not_apart", message, {"step": step.name}, APART)
        for place, step in enumerate(steps)
        if step.kind is StepKind.TECHNICAL_REVIEW and step.post in deciding
    ]


APART = "技术审查与行政审批分离"


def find_circle(steps: list[Step]) -> list[str]:
    """Keys of one circle of waiting steps, first key repeated at the end; empty when there is none."""
    after = {step.key: [key for key in step.after] for step in steps}
    done: set[str] = set()

    def walk(key: str, path: list[str]) -> list[str]:
        if key in path:
            return path[path.index(key) :] + [key]
        if key in done or key not in after:
            return []
        for before in after[key]:
            if circle := walk(before, [*path, key]):
                return circle
        done.add(key)
        return []

    return next((circle for key in after if (circle := walk(key, []))), [])[::-1]


def conditions(content: ItemContent) -> list[Gap]:
    """Conditions may only name questions and options that exist, and no question may depend on itself."""
    options = {question.code: {option.code for option in question.options} for question in content.questions}
    if content.variants:
        options[VARIANT] = {each.code for each in content.variants}
    labels = {VARIANT: N_("业务办理项"), **{question.code: question.text for question in content.questions}}
    gaps: list[Gap] = []
    for path, name, when in _conditions(content):
        for asked, wanted in when.items():
            gaps += _unknown(path, name, asked, wanted, options, labels)
    for place, question in enumerate(content.questions):
        earlier = {VARIANT, *(q.code for q in content.questions[:place])}
        late = [code for code in question.when if code in options and code not in earlier]
        gaps += [
            Gap(
                f"questions.{place}.when",
                "question_order",
                N_("问题“%(name)s”取决于排在它后面（或它自己）的问题，请调整顺序。"),
                {"name": question.text},
            )
            for _code in late
        ]
    return gaps


def _unknown(
    path: str,
    name: str,
    question: str,
    wanted: Iterable[str],
    options: dict[str, set[str]],
    labels: dict[str, str],
) -> Iterator[Gap]:
    if question not in options:
        message = N_("“%(name)s”的适用条件用到了不存在的问题“%(question)s”。请恢复该问题，或改条件。")
        yield Gap(path, "unknown_question", message, {"name": name, "question": question})
        return
    for option in wanted:
        if option not in options[question]:
            message = N_("“%(name)s”的适用条件用到了问题“%(question)s”里不存在的选项“%(option)s”。")
            params = {"name": name, "question": labels[question], "option": option}
            yield Gap(path, "unknown_option", message, params)


def _conditions(content: ItemContent) -> Iterator[tuple[str, str, When]]:
    for place, question in enumerate(content.questions):
        yield f"questions.{place}.when", question.text, question.when
    for place, material in enumerate(content.materials):
        yield f"materials.{place}.when", material.name, material.when
    for place, step in enumerate(content.steps):
        yield f"steps.{place}.when", step.name, step.when
