"""What the record asks, in one sentence."""

from generator.model.topic import Topic


def question_sentence(topic: Topic) -> str:
    """Return what is asked, and of whom where the topic says who its people are."""
    asked = f"{topic.question.intervention}: what has been found"
    return f"{asked} in people {topic.people}?" if topic.people else f"{asked}?"
