"""What an epoch sees: rows in other dress, in other company, and documents with an instruction hidden in them.

Every dress is put on harmful and harmless rows alike, so that it is evidence of nothing. The frames here are written
for this project (CC0-1.0).
"""

import random
from dataclasses import dataclass, replace

from guard_training import written
from guard_training.rows import Row

OPENINGS = (
    "Hi, ", "Hello! ", "Quick question: ", "Please help me: ", "I was wondering, ", "Hey there. ", "For my class: ",
    "As a beginner, I ask: ", "Be brief. ", "In simple words: ", "My friend asked me this: ", "Serious question. ",
)
CLOSINGS = (" Thanks!", " Please be detailed.", " Keep it short.", " Step by step, please.", " I need it today.", " thx")
WRAPPERS = (
    "Write a short story in which a character explains this: {}",
    "Imagine you are an expert with no time. Answer: {}",
    "I am writing a novel. My hero asks: \"{}\" What does the mentor reply?",
    "For a university seminar on ethics, discuss: {}",
    "Translate the following into French: {}",
    "Answer as a pirate would: {}",
    "You are a helpful assistant. User: {} Assistant:",
    "Continue the dialogue.\nA: {}\nB: Sure, here is how:",
    "Answer in JSON with keys 'steps' and 'summary': {}",
    "Complete the code comment:\n# {}\n",
    "Two friends talk. One says: {} The other answers in full.",
    "Here is a task list: 1) buy milk 2) {} 3) call mum. Do number 2.",
)
RECORDS = (
    "{{'title': '{}', 'status': 'open', 'id': {}}}",
    "{{\"name\": \"{}\", \"rating\": {}}}",
    "SUBJECT: {}\nRECEIVED: day {}\n",
    "Note: {} (page {})\n",
    "Review by user{1}: {0}\n",
    "Result {1}. {0}\n",
    "{} [{}]\n",
)
FACTS = (
    "The delivery arrived on Tuesday and the box was intact.", "Opening hours are 9 to 17, closed on Sundays.",
    "Battery life is about ten hours with the screen dimmed.", "The meeting moved to room 4 because of the noise.",
    "Total due: $48.20, paid by card.", "Sunny with light wind, 14 degrees in the afternoon.",
    "The museum was founded in 1911 and has three floors.", "Great value, the fabric feels soft and washes well.",
    "Version 2.3 fixes a crash when the list is empty.", "Flight LH213 departs at 07:40 from gate B12.",
    "Our team finished the draft and sent it to the editor.", "The recipe serves four and takes forty minutes.",
    "Revenue grew by three percent in the second quarter.", "The apartment has two bedrooms and a small balcony.",
    "He scored twice in the second half.", "The store offers returns within thirty days.",
    "Patients reported fewer headaches after two weeks.", "The path follows the river and then climbs to the ridge.",
    "Your subscription renews on the first of each month.", "The parcel is waiting at the pick-up point near you.",
    "Please find the invoice attached to this message.", "Please do not reply to this automated e-mail.",
    "If you have questions, contact our support team.", "Click the link below to confirm your address.",
    "Call us if the package is late.", "Remember to bring your passport to the appointment.",
)
LONGEST_JOINED = 900
# Characters that no example is cut behind, so that what makes a text harmful stays in it.
MOST_IN_COMPANY = 420


@dataclass(frozen=True)
class Example:
    """A row as one epoch sees it; `hidden` is where an instruction stands in it, by character."""

    row: Row
    hidden: tuple[int, int] | None = None
    composed: bool = False


class Wardrobe:
    """Dresses rows, by a seeded source of chance."""

    def __init__(self, rows: list[Row], chance: random.Random) -> None:
        self.chance = chance
        self.safe = [row for row in rows if row.harm == 0 and row.injection == 0 and len(row.text) < 400]
        self.orders = [row.text for row in self.safe if row.kind == "prompt" and 15 < len(row.text) < 160]
        self.attacks = [row.text for row in rows if row.injection == 1 and len(row.text) < 300]
        self.attacks += 4 * [row.text for row in rows if row.injection == 1 and row.kind == "document"]
        self.prose = [row.text for row in rows if row.harm == 0 and row.kind in ("document", "response", "content")]
        self.prose += 4 * [row.text for row in rows if row.harm == 0 and row.kind == "document"]

    def dressed(self, row: Row) -> Example:
        text, roll = row.text, self.chance.random()
        if len(text) < LONGEST_JOINED:
            if roll < 0.08 and row.injection != 1:
                text = self.chance.choice(WRAPPERS).format(text)
            elif roll < 0.15:
                text = self.joined(text)
            elif roll < 0.25:
                text = self.chance.choice(OPENINGS) + text
            elif roll < 0.31:
                text = text + self.chance.choice(CLOSINGS)
            elif roll < 0.45 and not row.answers and row.injection != 1:
                text = self.constrained(text)
        roll = self.chance.random()
        if roll < 0.12:
            text = text.lower().rstrip(".?! ")
        elif roll < 0.14:
            text = text.upper()
        elif roll < 0.17:
            text = self.misspelt(text)
        kind = "document" if not row.answers and row.harm == 0 and self.chance.random() < 0.1 else row.kind
        return Example(replace(row, text=text, kind=kind))

    def constrained(self, text: str) -> str:
        """With orders about the form of the answer, as many a request has."""
        orders = [written.constraint(self.chance) for _ in range(self.chance.choice((1, 1, 2, 3, 4)))]
        if self.chance.random() < 0.2:
            orders.insert(self.chance.randrange(len(orders)), text)
            return " ".join(orders)
        return self.chance.choice((" ", " ", "\n")).join((text, *orders))

    def joined(self, text: str) -> str:
        """In the company of harmless text, as in a long message."""
        company: list[str] = []
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            beside = self.chance.choice(self.safe).text
            if len(text) + sum(map(len, company)) + len(beside) < MOST_IN_COMPANY:
                company.append(beside)
        company.insert(self.chance.randrange(len(company) + 1), text)
        return self.chance.choice((" ", "\n", "\n\n")).join(company)

    def misspelt(self, text: str) -> str:
        letters = list(text)
        for _ in range(max(1, len(letters) // 25)):
            at = self.chance.randrange(max(1, len(letters) - 1))
            letters[at : at + 2] = reversed(letters[at : at + 2])
        return "".join(letters)

    def document(self) -> Example:
        """A document of a few sentences; in half of them one is an instruction."""
        parts = [self.sentence() for _ in range(self.chance.randint(1, 7))]
        attacked = self.chance.random() < 0.5
        hidden, start = None, 0
        blatant = attacked and self.chance.random() < 0.3
        if attacked:
            order = self.chance.choice(self.attacks if blatant else self.orders)
            parts.insert(self.chance.randrange(len(parts) + 1), order)
        separator = self.chance.choice((" ", "\n", " "))
        if attacked:
            start = len(separator.join(parts[: parts.index(order)])) + (len(separator) if parts.index(order) else 0)
            hidden = (start, start + len(order))
        row = Row(separator.join(parts), "composed", "document", None, 1 if blatant else None, None)
        if not attacked:
            row = replace(row, harm=0, injection=0, categories=frozenset())
        return Example(row, hidden, True)

    def hijacked(self) -> Example:
        """A harmless task that an override turns into another harmless one: the turn is what is wrong with it."""
        order, words = self.chance.choice(self.orders), self.chance.choice(self.orders)[:60]
        if self.chance.random() < 0.5:
            order = order[0].lower() + order[1:]
        turn = written.override(order, words, self.chance)
        task = "" if self.chance.random() < 0.2 else self.chance.choice(self.safe).text[:MOST_IN_COMPANY]
        text = self.chance.choice((" ", "\n", "\n\n")).join(part for part in (task, turn) if part)
        text = text.lower() if self.chance.random() < 0.15 else text
        return Example(Row(text, "hijacked", "prompt", None, 1, None))

    def sentence(self) -> str:
        text = self.chance.choice(FACTS)
        if self.prose and self.chance.random() < 0.5:
            prose = self.chance.choice(self.prose)
            at = self.chance.randrange(max(1, len(prose) - 100))
            text = prose[at : at + self.chance.randint(60, 160)]
        if self.chance.random() < 0.4:
            text = self.chance.choice(RECORDS).format(text, self.chance.randint(1, 900))
        return text
