# Asks the reference reader and every build of the core the same documents, and compares what they answer.
# `make reference` runs it; README.md says what is compared.
from __future__ import annotations

import argparse
import base64
import collections
import hashlib
import itertools
import json
import math
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import documents
import razorpay  # noqa: F401, registers itself with the reader
import reader
import stripe  # noqa: F401
from reader import Instant, Number

CHUNK = 256
# The words that columns count, as the core has them; asked for when it runs.
CODES = {}


# --- The builds of the core -----------------------------------------------------------------------------


class Host:
    """A process that answers a line with a line."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, lines):
        def write():
            self.process.stdin.writelines(f"{line}\n" for line in lines)
            self.process.stdin.flush()

        writer = threading.Thread(target=write)
        writer.start()
        answers = [self.process.stdout.readline() for _ in lines]
        writer.join()
        if not all(answers):
            sys.exit(f"{self.name} ended: {lines[answers.index('')][:2000]}")
        return answers

    def close(self):
        self.process.stdin.close()
        self.process.wait()


# --- What is compared -----------------------------------------------------------------------------------


def as_float(text):
    return float(text)


def is_alike(native, wasm):
    """The same answer, whole, with every message; what is written is compared by value."""
    for name in ("answer", "detected", "decided"):
        if native.get(name) != wasm.get(name):
            return False
    both = zip(native.get("written", []), wasm.get("written", []), strict=True)
    return all(is_same_document(exact(one), exact(other)) for one, other in both)


def findings(rows):
    return in_order([[row["code"], row["pointer"]] for row in rows])


def in_order(rows):
    """What is found at one place has no order among itself."""
    out = []
    for _, same in itertools.groupby(rows, key=lambda row: row[1]):
        out += sorted(same)
    return out


def numbers_as_javascript(value):
    if isinstance(value, Number):
        return float(value)
    if isinstance(value, dict):
        return {name: numbers_as_javascript(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [numbers_as_javascript(inner) for inner in value]
    return value


def exact(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def is_same_document(left, right):
    """By value: order and white space apart; a number is spelt alike, but for the sign of zero, which plain data
    loses in JavaScript."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same_document(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(is_same_document, left, right))
    if isinstance(left, Number) and isinstance(right, Number) and float(left) == float(right) == 0:
        return True
    return type(left) is type(right) and left == right


def seen_of_core(answer):
    """What is compared, of an answer of the core."""
    if not answer["ok"]:
        issues = findings(answer["issues"])
        return {"ok": False, "issues": issues} | {name: answer[name] for name in ("id", "link") if name in answer}
    value = answer["value"]
    if "links" in value:
        seen = {"ok": True, "notes": findings(answer["notes"]), "links": [seen_of_core(link) for link in value["links"]]}
        return seen | ({"nextCursor": value["nextCursor"]} if "nextCursor" in value else {})
    return {"ok": True, "notes": findings(answer["notes"]), "value": value}


def seen_of_reference(answer):
    if not answer["ok"]:
        usable = {"id": answer["id"]} if "id" in answer else {}
        usable |= {"link": numbers_as_javascript(answer["value"])} if "link" in answer else {}
        return {"ok": False, "issues": in_order(answer["issues"])} | usable
    notes = in_order(answer["notes"])
    if "links" in answer:
        return answer | {"notes": notes, "links": [seen_of_reference(link) for link in answer["links"]]}
    value = numbers_as_javascript(answer["value"])
    return {"ok": True, "notes": notes, "value": value}


def decision_of_core(decision):
    told = {name: decision[name] for name in decision if name not in ("source", "changesAt")}
    for name in ("reasons", "warnings"):
        told[name] = [remark["code"] for remark in decision[name]]
    if "changesAt" in decision:
        changes_at = Instant.parse(decision["changesAt"])
        told["changesAtMs"] = changes_at.epoch_ms() if changes_at else decision["changesAt"]
    return told


def columns_of(answer, clock):
    """What the columns of a batch have to say of a list."""
    now, skew = clock

    def time_of(link, name):
        return math.floor(link[name].epoch_ms()) if name in link else None

    columns = collections.defaultdict(list)
    for each in answer["links"]:
        link = each.get("link")
        decision = reader.decide("close", link, now, skew) if link else {"reasons": []}
        columns["status"].append(CODES["status"].index(link["status"]) if link else 255)
        columns["verdicts"].append(CODES["verdict"].index(decision["verdict"]) if link else 255)
        columns["reasons"].append(sum(1 << CODES["reasonCode"].index(code) for code in decision["reasons"]))
        for name in ("createdAt", "updatedAt", "expiresAt"):
            columns[name].append(time_of(link, name) if link else None)
    return columns


def compare(asked, core):
    """Where the core and the reference differ: the aspect, and both answers."""
    data = bytes.fromhex(asked["hex"])
    if asked["call"] == "validate":
        return compare_check(asked, data, core)
    if stands_twice(data):
        # A duplicate of a structural member: only that it is noticed is compared.
        answers = [core["answer"], *core["answer"].get("value", {}).get("links", [])]
        codes = [note["code"] for note in core["answer"].get("notes", [])]
        is_noticed = "included_unreadable" in codes or any(not each["ok"] for each in answers)
        return None if is_noticed else ("twice", "accepted", "noticed")
    call = reader.read if asked["call"] == "read" else reader.read_many
    own = call(data, asked["options"])
    left, right = seen_of_core(core["answer"]), seen_of_reference(own)
    for place in doubled_children(data):
        left, right = without_unmapped(left, place), without_unmapped(right, place)
    if left != right:
        for aspect in ("ok", "issues", "notes", "id", "link", "value", "nextCursor", "links"):
            if left.get(aspect) != right.get(aspect):
                return aspect, left.get(aspect), right.get(aspect)
    if core["detected"] != reader.detect(data):
        return "detect", core["detected"], reader.detect(data)
    links = [each["link"] for each in own.get("links", [own]) if "link" in each]
    documents = [each["document"] for each in own.get("links", [own]) if "link" in each]
    for written, document in zip(core["written"], documents, strict=True):
        theirs, ours = map(numbers_as_javascript, (exact(written), document))
        if theirs != ours:
            return "written", theirs, ours
    now, skew = Instant.parse(asked["clock"]["now"]).epoch_ms(), asked["clock"]["skewMs"]
    for decided, link in zip(core["decided"], links, strict=True):
        for theirs, action in zip(decided, ("cancel", "expire", "close"), strict=True):
            ours = reader.decide(action, link, now, skew)
            if decision_of_core(theirs) != ours:
                return "decided", decision_of_core(theirs), ours
    if "batch" in core and "listing" not in asked["options"]:
        return compare_batch(core["batch"], core["answer"], own, (now, skew))
    return None


STRUCTURE = {"data", "items", "payment_links", "object", "included", "attributes", "relationships", "target", "type", "id", "paymentLinkId"}


def stands_twice(data):
    """Whether a member stands twice that others are read by."""
    top, _, code = reader.parse(data)
    return code is None and has_twins(top)


def has_twins(node):
    """Looks at structural members only, not into metadata or unmapped members."""
    if node.kind == "object":
        names = [name for name, _ in node.value if name in STRUCTURE]
        if len(names) > len(set(names)):
            return True
        return any(has_twins(inner) for name, inner in node.value if name in STRUCTURE)
    return node.kind == "array" and any(has_twins(inner) for inner in node.value)


def doubled_children(data):
    """Pointers of the included resources with a duplicate attribute."""
    top, _, code = reader.parse(data)
    included = None if code else reader.member(top, "included")
    for index, item in enumerate(included.value if included and included.kind == "array" else []):
        attributes = reader.member(item, "attributes")
        names = [name for name, _ in attributes.value] if attributes and attributes.kind == "object" else []
        if len(names) > len(set(names)):
            yield f"/included/{index}/"


def without_unmapped(seen, place):
    """Leaves out the unmapped members of a child with a duplicate: which of two amounts has no currency is open."""
    if isinstance(seen, dict):
        return {name: without_unmapped(inner, place) for name, inner in seen.items()}
    if isinstance(seen, list):
        kept = [row for row in seen if not (isinstance(row, str) and row.startswith(place))]
        kept = [row for row in kept if not (isinstance(row, list) and row[:1] == ["member_unmapped"] and row[1].startswith(place))]
        return [without_unmapped(row, place) for row in kept]
    return seen


def compare_check(asked, data, core):
    """Values by themselves, of the kinds that the reference knows."""
    found = reader.Findings()
    if asked["kind"] == "json":
        tree, _, code = reader.parse(data)
        if code is None:
            reader.duplicates(found, tree, "")
        own = code is None and not found.found
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        node = reader.Node("string", text, 0, 0)
        if asked["kind"] == "instant":
            own = reader.Instant.parse(text) is not None
        elif asked["kind"] == "url":
            own = reader.url(found, node, "") is not None
        else:
            return None
    taken = core["answer"]["ok"]
    return None if taken == own else ("validate", taken, own)


def compare_batch(batch, answer, own, clock):
    if batch["ok"] != own["ok"]:
        return "batch", batch["ok"], own["ok"]
    if not own["ok"]:
        # Those of the list have been compared by now.
        told, listed = findings(batch["issues"]), findings(answer["issues"])
        return None if told == listed else ("batch", told, listed)
    if not batch["alike"]:
        return "batch", "at() is not what readList gives", None
    for name, column in columns_of(own, clock).items():
        if batch[name] != column:
            return f"batch {name}", batch[name], column
    return None


# --- The outside suites ---------------------------------------------------------------------------------

SUITES = {
    "json": ["json"], "json-transform": ["json"], "jsts-date-time": ["instant"], "toml-dt": ["instant"],
    "jsts-date": ["instant"], "jsts-time": ["instant"], "wpt-mime-types": ["media_type"],
    "wpt-generated-mime-types": ["media_type"], "wpt-url": ["url"], "dec-reduce": ["decimal"], "dec-compare": ["decimal"],
    "blns": ["json", "instant", "decimal", "url", "media_type"],
}  # fmt: skip


def run_suites(folder, hosts):
    """Every row of every suite, answered by all builds: a digest of all that each of them says."""
    if not folder.is_dir():
        print(f"SKIPPED: there are no suites in {folder}")
        return True
    same = True
    print(f"{'suite':28}{'answers':>8}  " + "".join(f"{host.name:20}" for host in hosts) + "reference")
    for suite, kinds in SUITES.items():
        rows = [json.loads(line) for line in (folder / f"{suite}.jsonl").read_text().splitlines()]
        asked = [{"call": "validate", "kind": kind, "hex": data.hex()} for row in rows for data in inputs(row) for kind in kinds]
        if suite in ("json", "blns"):
            clock = {"now": documents.CLOCKS[0], "skewMs": 0}
            asked += [
                {"call": "read", "options": {"format": form}, "hex": line["hex"], "clock": clock}
                for line in asked
                for form in documents.FORMS
            ]
        digests, said = [], []
        for host in hosts:
            answers = [parsed(line) for chunk in chunks(asked) for line in host.ask([json.dumps(line) for line in chunk])]
            said = said or answers
            plain = [{name: answer[name] for name in sorted(answer) if name != "written"} for answer in answers]
            digests.append(hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16])
        differ = sum(compare(line, answer) is not None for line, answer in zip(asked, said, strict=True))
        same = same and len(set(digests)) == 1 and not differ
        print(f"{suite:28}{len(asked):>8}  " + "".join(f"{one:20}" for one in digests) + (f"{differ} differ" if differ else "agrees"))
    return same


def inputs(row):
    if "b64" in row:
        return [base64.b64decode(row["b64"])]
    return [value.encode() for value in row.values() if isinstance(value, str)]


# --- Shrinking ------------------------------------------------------------------------------------------


def smaller(data):
    """Smaller documents than this one, the boldest first."""
    tree, _, code = reader.parse(data)
    if code is None:
        pairs = json.loads(data.decode("utf-8-sig"), object_pairs_hook=documents.Pairs, parse_int=Number, parse_float=Number)
        where = list(documents.places(pairs))
        for at in range(len(where)):
            copy = documents.copied(pairs)
            owner, index, _ = list(documents.places(copy))[at]
            del owner[index]
            yield text_of(copy)
        for at in range(len(where)):
            copy = documents.copied(pairs)
            owner, index, _ = list(documents.places(copy))[at]
            inner = owner[index][1] if isinstance(owner, documents.Pairs) else owner[index]
            if isinstance(inner, list) and inner:
                documents.put(owner, index, documents.Pairs() if isinstance(inner, documents.Pairs) else [])
                yield text_of(copy)
    step = len(data) // 2
    while step:
        for at in range(0, len(data), step):
            yield data[:at] + data[at + step :]
        step //= 2


def text_of(tree):
    dice = documents.random.Random()
    dice.random = lambda: 0.99
    return documents.dump(dice, tree).encode("utf-8", errors="surrogatepass")


def signature(difference):
    """What kind of disagreement it is, so that shrinking does not slip into another."""
    if difference is None:
        return None
    aspect, core, own = difference
    if isinstance(core, list) and isinstance(own, list):
        differ = [row for row in core if row not in own] + [row for row in own if row not in core]
        return aspect, sorted({str(row[0]) if isinstance(row, list) else "" for row in differ})
    if isinstance(core, dict) and isinstance(own, dict):
        names = {name.rpartition("/")[2] for name in core.keys() | own.keys() if core.get(name) != own.get(name)}
        return aspect, sorted(names)
    return aspect, str(core)[:20], str(own)[:20]


def shrunk(asked, host, tries=2000):
    """The smallest document found that still differs in the same way."""
    best, tried = asked, 0
    wanted = signature(compare(asked, parsed(host.ask([json.dumps(asked)])[0])))
    again = True
    while again and tried < tries:
        again = False
        for data in smaller(bytes.fromhex(best["hex"])):
            tried += 1
            if len(data) * 2 >= len(best["hex"]) or tried > tries:
                continue
            candidate = best | {"hex": data.hex()}
            if signature(compare(candidate, parsed(host.ask([json.dumps(candidate)])[0]))) == wanted:
                best, again = candidate, True
                break
    return best


# --- The run --------------------------------------------------------------------------------------------


def parsed(line):
    return json.loads(line, parse_int=as_float, parse_float=as_float)


def requests(arguments):
    yield from documents.vectors()
    yield from documents.corners()
    if arguments.sweep:
        yield from documents.sweep()
    for number in range(arguments.documents):
        yield documents.document(arguments.seed, number)


def chunks(items):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def show(what, value):
    print(f"    {what}: {json.dumps(value, ensure_ascii=True, default=str)[:1500]}")


def told(asked, number, kind, aspect, hosts):
    host = hosts[-1]
    best = shrunk(asked, host) if aspect != "hosts" else asked
    data = bytes.fromhex(best["hex"])
    print(f"\n  ✗ document {number} ({kind}), {asked['call']} {json.dumps(best['options'])}, in {aspect}, {len(data)} bytes:")
    print(f"    {data.decode('utf-8', errors='backslashreplace')[:1500]!r}")
    if aspect == "hosts":
        for each in hosts:
            print(f"    {each.name}: {each.ask([json.dumps(best)])[0][:3000]}")
    else:
        _, core, own = compare(best, parsed(host.ask([json.dumps(best)])[0]))
        show("the core", core)
        show("the reference", own)


def suites_folder():
    return Path(os.environ.get("PAYLINK_SUITES", documents.ROOT / ".." / "shared" / "suites"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=3000)
    options.add_argument("--seed", default="1")
    options.add_argument("--sweep", action="store_true")
    options.add_argument("--native", required=True)
    options.add_argument("--suites", type=Path, default=suites_folder())
    options.add_argument("--hosts", default="native,wasm,standalone")
    options.add_argument("--show", type=int, default=5, help="how many disagreements are shrunk and shown")
    options.add_argument("--aspect", help="show only those")
    arguments = options.parse_args()
    host_js = str(documents.ROOT / "tests" / "reference" / "host.js")
    commands = {
        "native": [arguments.native],
        "wasm": ["node", host_js],
        "standalone": ["node", host_js, "standalone"],
    }
    hosts = [Host(name, commands[name]) for name in arguments.hosts.split(",")]
    CODES.update(json.loads(hosts[0].ask([json.dumps({"call": "codes"})])[0]))
    begun = time.monotonic()
    kinds, agreed, differing = collections.Counter(), collections.Counter(), collections.Counter()
    aspects, shown, number = collections.Counter(), 0, 0
    digest, refused, first = hashlib.sha256(), 0, None
    for chunk in chunks(requests(arguments)):
        lines = [json.dumps(asked) for _, asked in chunk]
        answers = [host.ask(lines) for host in hosts]
        for (kind, asked), *lines_of in zip(chunk, *answers, strict=True):
            number += 1
            kinds[kind] += 1
            # The last of them has the most to say: the package has batches.
            core = parsed(lines_of[-1])
            hosts_agree = all(line == lines_of[-1] or is_alike(parsed(line), core) for line in lines_of)
            difference = compare(asked, core)
            digest.update(lines_of[-1].encode())
            refused += not core["answer"]["ok"]
            if hosts_agree and difference is None:
                agreed[kind] += 1
                continue
            first = first or number
            aspect = difference[0] if hosts_agree else "hosts"
            differing[kind] += 1
            aspects[aspect] += 1
            if shown < arguments.show and arguments.aspect in (None, aspect):
                shown += 1
                told(asked, number, kind, aspect, hosts)
    print()
    alike = run_suites(arguments.suites, hosts)
    for host in hosts:
        host.close()
    print(f"\n{'documents':24}{'asked':>10}{'agree':>10}{'differ':>10}")
    for kind in sorted(kinds):
        print(f"{kind:24}{kinds[kind]:>10}{agreed[kind]:>10}{differing[kind]:>10}")
    total = sum(kinds.values())
    print(f"{'all':24}{total:>10}{sum(agreed.values()):>10}{sum(differing.values()):>10}")
    if aspects:
        print("differ in: " + ", ".join(f"{aspect} {count}" for aspect, count in aspects.most_common()))
        print(f"the first: document {first}")
    print(f"{refused} of them refused; seed {arguments.seed}; {time.monotonic() - begun:.0f} s; answers {digest.hexdigest()[:16]}")
    sys.exit(1 if aspects or not alike else 0)


main()
