import { describe, expect, it } from "vitest";
import type { Line } from "../../../src/core/thread/card.ts";
import { renderStep, type Step } from "../../../src/core/thread/step.ts";
import type { Texts } from "../../../src/text/texts.ts";
import { anna, append, at, bram, cees, further, nothingYet, type Situation, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

/** The steps of a case's events. */
function stepsOf(situation: Situation, texts: Texts): readonly Step[] {
	return situation.events.map((stored) => {
		const events = situation.events.slice(0, stored.seq).map(({ event }) => event);
		return renderStep(stored, stateOf(append(nothingYet, events)), texts);
	});
}

const last = (situation: Situation, texts: Texts): Line => {
	const step = stepsOf(situation, texts).at(-1);
	if (step?.kind !== "line") throw new Error("not a line");
	return step.line;
};

describe("the thread of a case, from opening to closing", () => {
	const whole = further(
		...[a.situation["needs-column"], { type: "ChooseColumn", column: 2 } as const, a.startReading()],
		...[a.recordReport(), { type: "RemindPoll", poll: 1 } as const, a.as(bram, a.castVote("invalid"))],
		...[a.as(bram, a.castVote("valid")), a.as(cees, a.castVote("valid")), a.recordContacts()],
		...[a.assign(3, "abuse@new.example"), a.leaveOut(4), a.handOver(5, "CERT"), a.send()],
		...[a.settle(1, "deferred", { code: 451, retryAt: at(90) }), { type: "PauseSending" } as const],
		...[
			{ type: "ResumeSending" } as const,
			a.settle(1, "unknown", { attempt: 2 }),
			a.settle(2, "refused", { code: 550 }),
		],
		...[a.settle(3, "accepted"), a.resolveUnknown(1, "sent"), a.retry(2), a.settle(2, "deferred", { attempt: 2 })],
		...[
			a.requestRound,
			a.startReading(2),
			a.recordRoundList({ 1: 1200 }),
			{ type: "AddNote", text: "Called them" } as const,
		],
		...[a.leaveOut(1), { type: "Close" } as const, [{ type: "Purge" }, { at: a.afterRetention }] as const],
	);
	/** With moments as they are stored: how a day is written is not the same in every version of Node. */
	const told = (texts: Texts) =>
		stepsOf(whole, { ...texts, when: (instant) => instant, day: (instant) => instant.slice(0, 10) }).map((step) => {
			if (step.kind === "line") return step.line.text;
			if (step.kind === "card") return `[${step.card.title}]`;
			return `(${step.panel.kind}) ${step.line?.text ?? ""}`.trim();
		});

	it("in Dutch", () => {
		expect(told(nl)).toMatchInlineSnapshot(`
			[
			  "Anna opende de zaak met report.csv.",
			  "(reading)",
			  "(column) Er is geen kolom met adressen gevonden. Welke is het?",
			  "Bram koos de kolom ‘column 3’.",
			  "(reading)",
			  "[Het bestand is gelezen]",
			  "(poll)",
			  "De termijn van de stemming is voorbij. Nog nodig: 2 stemmen. De stemming blijft open.",
			  "Bram stemde: Niet geldig.",
			  "Bram veranderde zijn of haar stem van Niet geldig in Geldig.",
			  "Cees stemde: Geldig.",
			  "De stemming is beslist: geldig. Nu worden de beheerders opgezocht.",
			  "(resolving)",
			  "(mailing)",
			  "Bram wees een contact toe: Named by hand (abuse@new.example).",
			  "Bram liet Operator 4 weg: too old",
			  "Bram droeg Operator 5 over aan CERT.",
			  "(sending)",
			  "Operator 1: nu niet (code 451); volgende poging 2026-11-21T10:30:00.000Z.",
			  "Bram pauzeerde het versturen.",
			  "Bram hervatte het versturen.",
			  "Operator 1: uitkomst onbekend. De mail kan zijn aangekomen en gaat dus niet vanzelf nog eens. Beoordeel dit.",
			  "Operator 2: mail geweigerd (code 550). Er is niets aangekomen.",
			  "Named by hand: mail aangenomen (4 bevindingen).",
			  "Ronde 1 is klaar: 1 aangenomen, 1 geweigerd, 1 onbekend.",
			  "Bram telt de mail aan Operator 1 als verstuurd.",
			  "Bram laat de mail aan Operator 2 nog eens proberen.",
			  "Operator 2: te vaak uitgesteld; geen pogingen meer. Er is niets aangekomen.",
			  "Ronde 1 is klaar: 2 aangenomen, 1 geweigerd, 0 onbekend.",
			  "Bram begon ronde 2 met again.csv.",
			  "(reading)",
			  "(mailing) De lijst voor deze ronde is gelezen: 1.200 bevindingen zijn nog steeds geraakt; 3 regels horen niet bij deze zaak.",
			  "Bram noteert: Called them",
			  "Bram liet Operator 1 weg: too old",
			  "Bram sloot de zaak. De adressen worden op 2026-12-21 gewist; de totalen blijven.",
			  "De adressen van deze zaak zijn gewist. De totalen blijven.",
			]
		`);
	});

	it("in English", () => {
		expect(told(en)).toMatchInlineSnapshot(`
			[
			  "Anna opened the case with report.csv.",
			  "(reading)",
			  "(column) No column with addresses was found. Which one is it?",
			  "Bram chose the column “column 3”.",
			  "(reading)",
			  "[The file was read]",
			  "(poll)",
			  "The deadline of the vote has passed. 2 more votes are needed. The vote stays open.",
			  "Bram voted: Not valid.",
			  "Bram changed their vote from Not valid to Valid.",
			  "Cees voted: Valid.",
			  "The vote is decided: valid. Next: finding the operators.",
			  "(resolving)",
			  "(mailing)",
			  "Bram assigned a contact: Named by hand (abuse@new.example).",
			  "Bram left out Operator 4: too old",
			  "Bram handed over Operator 5 to CERT.",
			  "(sending)",
			  "Operator 1: not now (code 451); next try 2026-11-21T10:30:00.000Z.",
			  "Bram paused the mailing.",
			  "Bram resumed the mailing.",
			  "Operator 1: outcome unknown. The mail may have arrived, so it is not sent again by itself. Please judge.",
			  "Operator 2: mail refused (code 550). Nothing arrived.",
			  "Named by hand: mail accepted (4 findings).",
			  "Round 1 is done: 1 accepted, 1 refused, 1 unknown.",
			  "Bram counts the mail to Operator 1 as sent.",
			  "Bram has the mail to Operator 2 tried once more.",
			  "Operator 2: deferred too often; no more tries. Nothing arrived.",
			  "Round 1 is done: 2 accepted, 1 refused, 0 unknown.",
			  "Bram started round 2 with again.csv.",
			  "(reading)",
			  "(mailing) Read the list for this round: 1,200 findings are still affected; 3 rows are not in this case.",
			  "Bram notes: Called them",
			  "Bram left out Operator 1: too old",
			  "Bram closed the case. The addresses are deleted on 2026-12-21; the totals stay.",
			  "The addresses of this case have been deleted. The totals stay.",
			]
		`);
	});

	it("says who or when beside each line", () => {
		for (const step of stepsOf(whole, nl)) if (step.kind === "line") expect(step.line.detail).toMatch(/^\d\d:\d\d$/);
	});
});

describe("a step on a side road", () => {
	const needsInfo = a.situation["needs-info"];
	const unknown = further(a.situation.sending, a.settle(1, "unknown"));
	it.each<[Situation, string, string, Line["tone"]]>([
		[
			further(needsInfo, [{ type: "ProvideInfo", text: "See the advisory" }, { by: anna }]),
			...(["(poll)", "(poll)", "neutral"] as const),
		],
		[
			further(a.situation.voting, a.as(bram, a.castVote("invalid")), a.as(cees, a.castVote("invalid"))),
			"De stemming is beslist: niet geldig. Er wordt niets gemaild.",
			...(["The vote is decided: not valid. Nothing is mailed.", "warn"] as const),
		],
		[
			needsInfo,
			"De stemming is beslist: er is meer info nodig. Geef die met /case info; dan volgt een nieuwe stemming.",
			"The vote is decided: more info is needed. Answer with /case info; then there is a new vote.",
			"warn",
		],
		[
			a.situation.unreadable,
			"Het bestand kon niet worden gelezen. De zip of gzip is beschadigd. Maak hem opnieuw en upload hem nog eens.",
			...([
				"The file could not be read. The zip or gzip is damaged. Make it again and upload it anew.",
				"bad",
			] as const),
		],
		[
			further(a.situation.reading, { type: "RecordUnreadable", round: 1, reason: "empty", line: 1234 }),
			"Het bestand kon niet worden gelezen (regel 1.234). Het bestand is leeg. Upload het bestand met de regels erin.",
			"The file could not be read (line 1,234). The file is empty. Upload the file with rows in it.",
			"bad",
		],
		[
			further(a.situation.ready, a.assign(3, "abuse@op1.example")),
			"Bram voegde een groep toe aan Named by hand, die hetzelfde mailadres heeft.",
			...(["Bram added a group to Named by hand, who has the same mail address.", "neutral"] as const),
		],
		[
			further(a.situation.ready, a.leaveOut(3)),
			...(["Bram liet groep 3 weg: too old", "Bram left out group 3: too old", "neutral"] as const),
		],
		[
			further(unknown, a.resolveUnknown(1, "again")),
			"Bram laat de mail aan Operator 1 opnieuw versturen.",
			...(["Bram has the mail to Operator 1 sent again.", "neutral"] as const),
		],
		[
			further(a.situation.sending, [{ type: "PauseSending" }, { by: "bot" }]),
			...(["Meldkamer pauzeerde het versturen.", "Meldkamer paused the mailing.", "warn"] as const),
		],
		[
			further(a.situation.sending, a.settle(2, "accepted"), a.settle(1, "accepted")),
			"Ronde 1 is klaar: 2 aangenomen, 0 geweigerd, 0 onbekend.",
			...(["Round 1 is done: 2 accepted, 0 refused, 0 unknown.", "good"] as const),
		],
		[
			a.situation.withdrawn,
			...(["Bram trok de zaak in: the list was wrong", "Bram withdrew the case: the list was wrong", "warn"] as const),
		],
		[
			further(a.situation.closed, { type: "Reopen" }),
			...(["Bram heropende de zaak.", "Bram reopened the case.", "neutral"] as const),
		],
	])("case %#", (situation, dutch, english, tone) => {
		if (dutch === "(poll)") {
			const [info, poll] = stepsOf(situation, nl).slice(-2);
			expect(info).toMatchObject({ kind: "line", line: { text: "Anna vult aan: See the advisory" } });
			expect(poll).toMatchObject({ kind: "panel", panel: { kind: "poll", of: 2 }, line: null });
			return;
		}
		expect(last(situation, nl)).toMatchObject({ text: dutch, tone });
		expect(last(situation, en)).toMatchObject({ text: english, tone });
	});

	it("names a group by its number when the case no longer has it", () => {
		const event = { type: "GroupLeftOut", at: at(), by: bram, group: 99, reason: "too old" } as const;
		const step = renderStep({ caseNumber: a.number, seq: 9, event }, stateOf(a.situation.ready), en);
		expect(step).toMatchObject({ line: { text: "Bram left out group 99: too old" } });
	});

	it("names a mail by its number when the case no longer knows it", () => {
		const event = { type: "NoticeRetried", at: at(), by: bram, notice: "NSM-2026-0042-1-9" } as const;
		const stored = { caseNumber: a.number, seq: 9, event };
		expect(renderStep(stored, stateOf(a.situation.sent), en)).toMatchObject({
			line: { text: "Bram has the mail to NSM-2026-0042-1-9 tried once more." },
		});
		const settled = { type: "NoticeSettled", at: at(), by: "bot", notice: "NSM-2026-0042-1-9" } as const;
		const ended = { ...settled, outcome: "accepted", attempt: 1, code: null, retryAt: null } as const;
		expect(renderStep({ ...stored, event: ended }, stateOf(a.situation.sent), en)).toMatchObject({
			line: { text: "NSM-2026-0042-1-9: mail accepted (0 findings)." },
		});
	});
});
