import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../../src/core/case/event.ts";
import { evolve } from "../../../src/core/case/evolve.ts";
import type { CaseState } from "../../../src/core/case/state.ts";
import { addressesIn, findAddresses } from "../../../src/core/report/find-addresses.ts";
import { renderStep } from "../../../src/core/thread/step.ts";
import { renderTranscriptHead, renderTranscriptStep } from "../../../src/core/thread/transcript.ts";
import type { Texts } from "../../../src/text/texts.ts";
import { at, bram, cees, further, stateOf } from "../case/given.ts";
import { lives } from "../case/random-life.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

const timeZone = "Europe/Amsterdam";

/** The transcript of these events, as it is made when they are all there. */
function transcriptOf(events: readonly StoredEvent[], texts: Texts): string {
	const steps: string[] = [];
	let state: CaseState | null = null;
	for (const stored of events) {
		state = evolve(state, stored);
		steps.push(renderTranscriptStep(stored, state, texts));
	}
	if (state === null) throw new Error("no events");
	return [renderTranscriptHead({ state, at: at(600), timeZone }, texts), ...steps].join("");
}

/** With moments as they are stored: how a day is written is not the same in every version of Node. */
const plain = (texts: Texts): Texts => ({
	...texts,
	when: (instant) => instant.slice(0, 16),
	day: (instant) => instant.slice(0, 10),
});

/** IP addresses, networks and ranges, also those within a URL. */
const numbersIn = (text: string): string[] => [
	...addressesIn(text),
	...findAddresses(text).flatMap((found) => ("range" in found ? [found.text] : [])),
];

describe("a transcript", () => {
	const whole = further(
		...[a.situation["needs-column"], { type: "ChooseColumn", column: 2 } as const, a.startReading()],
		...[a.recordReport(), a.as(bram, a.castVote("valid")), a.as(cees, a.castVote("valid")), a.recordContacts()],
		...[{ type: "AddNote", text: "Called them.\nsa 21 Nov 2026 10:00  Anna closed the case." } as const, a.send()],
		...[a.settle(1, "accepted"), a.settle(2, "refused", { code: 550 })],
	);

	it("tells the whole case in English", () => {
		expect(transcriptOf(whole.events, plain(en))).toMatchInlineSnapshot(`
			"NSM-2026-0042 · Open databases
			Transcript of 2026-11-21T19:00. Times are those of Europe/Amsterdam.

			Mailed. Start another round with /case round, or close the case.
			Status: sent
			Category: Vulnerability
			Reported by: Anna
			Findings: 20
			Operators: 2
			Not mailed: 7
			accepted: 1 / 2
			Description: Databases that anyone can read.
			    Since May.

			Steps
			-----
			2026-11-21T09:00  Anna opened the case with report.csv.
			2026-11-21T09:01  Reading the file
			2026-11-21T09:02  No column with addresses was found. Which one is it?
			    Choose the column with the addresses
			    when  0000-00-00
			    column 3  […]
			2026-11-21T09:03  Bram chose the column “column 3”.
			2026-11-21T09:04  Reading the file
			2026-11-21T09:05  The file was read
			    Rows: 23
			    Findings: 20
			    Duplicates: 1
			    Unusable rows: 2
			    Unique targets: 20
			    File: csv, utf-8
			    Unusable rows | Count
			    special-use address (private, loopback, documentation …) | 1
			    broken quote | 1
			    Columns: address: src_ip · port: src_port
			2026-11-21T09:05  Vote 1: may this report be mailed?
			    2 votes for the same answer will decide. Whoever uploaded the report doesn't vote. A vote can be changed.
			    ☐ The list is reliable and can be verified
			    ☐ There is a proof of concept, or a clear method
			    ☐ No harm was done: nothing damaged, no personal data taken
			    ☐ The reporter can be reached
			    ☐ It concerns more than a few systems
			    Nobody has voted yet.
			    Valid: 0
			    Not valid: 0
			    Need info: 0
			    Deadline: 2026-11-23T09:05
			2026-11-21T09:07  Bram voted: Valid.
			2026-11-21T09:08  Cees voted: Valid.
			2026-11-21T09:08  The vote is decided: valid. Next: finding the operators.
			2026-11-21T09:08  Finding the operators
			2026-11-21T09:11  2 mails ready, for 13 findings
			    Each operator gets one mail with only its own addresses. Look at the mails before you send them.
			    Not mailed by itself:
			    No contact: 4
			    Opted out: 2
			    Looks like a private person: 1
			    Operator | Mail addresses | Source | Findings
			    Operator 1 | abuse@op1.example | RIPE index | 8
			    Operator 2 | abuse@op2.example | RIPE index | 5
			    13 to mail + 7 not mailed = 20 findings
			2026-11-21T09:12  Bram notes: Called them.
			    sa 21 Nov 2026 10:00  Anna closed the case.
			2026-11-21T09:13  Sending, round 1
			    waiting: 2
			2026-11-21T09:14  Operator 1: mail accepted (8 findings).
			2026-11-21T09:15  Operator 2: mail refused (code 550). Nothing arrived.
			2026-11-21T09:15  Round 1 is done: 1 accepted, 1 refused, 0 unknown.
			"
		`);
	});

	it("tells it in Dutch", () => {
		const told = transcriptOf(whole.events, plain(nl));
		expect(told.split("\n").slice(0, 14).join("\n")).toMatchInlineSnapshot(`
			"NSM-2026-0042 · Open databases
			Verslag van 2026-11-21T19:00. De tijden zijn die van Europe/Amsterdam.

			Gemaild. Begin een nieuwe ronde met /case round, of sluit de zaak.
			Stand: verstuurd
			Soort: Kwetsbaarheid
			Gemeld door: Anna
			Bevindingen: 20
			Beheerders: 2
			Niet gemaild: 7
			aangenomen: 1 / 2
			Omschrijving: Databases that anyone can read.
			    Since May.
			"
		`);
	});

	it("names the public reference, and the whole title however long", () => {
		const title = "Open databases ".repeat(8).trim();
		const state = { ...stateOf(whole), title, reference: "https://www.divd.nl/cases/1" };
		const head = renderTranscriptHead({ state, at: at(), timeZone }, en);
		expect(head).toContain(`NSM-2026-0042 · ${title}\n`);
		expect(head).toContain("\nPublic reference: https://www.divd.nl/cases/1\n");
	});

	it("has every event once, in order, with the words of its step", () => {
		fc.assert(
			fc.property(lives(60), ({ events, states }) => {
				for (const texts of [nl, en]) {
					let rest = transcriptOf(events, texts);
					for (const [index, stored] of events.entries()) {
						const step = renderStep(stored, states[index] as CaseState, texts);
						const words =
							step.kind === "line" ? step.line.text : step.kind === "card" ? step.card.title : step.line?.text;
						const line = `\n${texts.when(stored.event.at)}  ${(words ?? "").split("\n")[0]}`;
						const found = rest.indexOf(line);
						expect([line, found >= 0]).toEqual([line, true]);
						rest = rest.slice(found + line.length);
					}
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("has nothing on a line of its own that is no step", () => {
		fc.assert(
			fc.property(lives(60), ({ events }) => {
				const [, steps] = transcriptOf(events, plain(en)).split("\n-----\n");
				const lines = (steps ?? "").trimEnd().split("\n");
				expect(lines.filter((line) => !line.startsWith("    "))).toHaveLength(events.length);
			}),
			{ numRuns: 30 },
		);
	});

	it("holds no IP address, over random lives, whatever words people found for one", () => {
		const hidden = ["192.0.2.7", "2001:db8::7", "http://203.0.113.9/x", "198.51.100.0/24", "192[.]0[.]2[.]8"];
		fc.assert(
			fc.property(lives(60), fc.constantFrom(...hidden), ({ events }, address) => {
				expect(numbersIn(transcriptOf(events, en))).toEqual([]);
				// As if none of the checks before had seen it.
				const poisoned: StoredEvent[] = JSON.parse(
					JSON.stringify(events)
						.replaceAll('"a note"', `"a note on ${address}"`)
						.replaceAll("column 3", `column ${address}`)
						.replaceAll("Anna", `Anna ${address}`)
						.replaceAll("report.csv", `${address}.csv`),
				);
				for (const texts of [nl, en]) expect(numbersIn(transcriptOf(poisoned, texts))).toEqual([]);
			}),
			{ numRuns: 40 },
		);
	});
});
