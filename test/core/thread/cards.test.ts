import { describe, expect, it } from "vitest";
import type { Explanation } from "../../../src/core/contact/explanation.ts";
import { type Offer, type Resolution, unresolved } from "../../../src/core/contact/resolution.ts";
import { parseButtonId } from "../../../src/core/thread/button-id.ts";
import { renderGroup, renderGroups } from "../../../src/core/thread/groups-card.ts";
import { renderJudgedNotice, renderUnknowns } from "../../../src/core/thread/judge-card.ts";
import { reasonWords } from "../../../src/core/thread/reason-words.ts";
import { renderResolution } from "../../../src/core/thread/resolution-card.ts";
import { renderStatus } from "../../../src/core/thread/status-card.ts";
import { renderSummary } from "../../../src/core/thread/summary-card.ts";
import { at, further, stateOf } from "../case/given.ts";
import * as a from "../case/situations.ts";
import { en, nl } from "./texts-both.ts";

const ready = stateOf(a.situation.ready);

describe("the summary of a report", () => {
	it("shows counts that add up, problems by reason, and the columns that were taken", () => {
		expect(renderSummary(a.summaryOf(1234), nl)).toEqual({
			tone: "warn",
			title: "Het bestand is gelezen",
			fields: [
				{ label: "Regels", value: "1.237" },
				{ label: "Bevindingen", value: "1.234" },
				{ label: "Dubbel", value: "1" },
				{ label: "Onbruikbare regels", value: "2" },
				{ label: "Unieke doelen", value: "1.234" },
				{ label: "Bestand", value: "csv, utf-8" },
			],
			table: {
				head: ["Onbruikbare regels", "Aantal"],
				numeric: [1],
				rows: [
					["adres voor speciaal gebruik (privé, loopback, documentatie …)", "1"],
					["aanhalingsteken klopt niet", "1"],
				],
			},
			note: "Kolommen: adres: src_ip · poort: src_port",
		});
	});

	it("names a role that has no word by itself", () => {
		expect(renderSummary(a.summaryOf(5, { columns: { colour: "Farbe" } }), en).note).toBe("Columns: colour: Farbe");
	});

	it("of a clean list has no table and no columns", () => {
		const card = renderSummary(a.summaryOf(5, { rows: 6, problemRows: 0, problems: [], columns: {} }), en);
		expect(card.tone).toBe("good");
		expect(card.table).toBeUndefined();
		expect(card.note).toBeUndefined();
	});
});

describe("what is not mailed", () => {
	it("names what looks like a private person by that alone", () => {
		const groups = ready.groups.map((group) =>
			group.bucket === "private-looking" ? { ...group, operator: "" } : group,
		);
		const card = renderGroups({ ...ready, groups }, nl);
		expect(card.menu?.options.at(-1)?.label).toBe("Lijkt een privépersoon (1)");
	});

	it("is listed with why, most first, and one group can be chosen", () => {
		expect(renderGroups(ready, en)).toMatchObject({
			table: {
				rows: [
					["Nobody known", "No contact", "no abuse mail address is registered", "4"],
					["Operator 4", "Opted out", "the network asked for no notices", "2"],
					["Operator 5", "Looks like a private person", "the mail address names a person", "1"],
				],
			},
			menu: {
				id: "group:NSM-2026-0042:5",
				options: [
					{ value: "3", label: "Nobody known (4)", hint: "No contact" },
					{ value: "4", label: "Operator 4 (2)", hint: "Opted out" },
					{ value: "5", label: "Operator 5 (1)", hint: "Looks like a private person" },
				],
			},
		});
	});

	it("is listed up to what fits in a menu, and the rest is counted", () => {
		const groups = Array.from({ length: 28 }, (_, index) => a.group(index + 1, 7, { bucket: "abroad" }));
		const card = renderGroups({ ...ready, groups }, en);
		expect(card.menu?.options).toHaveLength(25);
		expect(card.table?.rows).toHaveLength(25);
		expect(card.menu?.options[0]?.value).toBe("1");
		expect(card.note).toBe("3 more groups are not shown here.");
	});

	it("is nothing, or nothing that has a finding in this round", () => {
		expect(renderGroups({ ...ready, groups: [a.group(1, 20)] }, en).body).toEqual(["Everything is mailed."]);
		const empty = [a.group(1, 20), a.group(2, 0, { bucket: "abroad" })];
		expect(renderGroups({ ...ready, groups: empty }, en).body).toEqual(["Everything is mailed."]);
	});
});

describe("one group", () => {
	const group = (id: number) => ready.groups.find((candidate) => candidate.id === id) ?? a.group(id, 0);
	const noBackground = { path: [], offers: [] };
	const offers: readonly Offer[] = [
		{ operator: "Provider", mailboxes: ["abuse@provider.example"], source: "registry", path: [] },
		{ operator: "site.example", mailboxes: ["a@site.example", "b@site.example"], source: "security-txt", path: [] },
	];
	const labels = (card: ReturnType<typeof renderGroup>) => card.buttons?.flat().map(({ label }) => label);

	it("shows all that is known of it, and what can be done", () => {
		const card = renderGroup(ready, group(5), { path: ["inetnum X", "role Y"], offers: [] }, en);
		expect(card).toMatchObject({
			title: "Operator 5",
			fields: [
				{ label: "Findings", value: "1" },
				{ label: "Why", value: "Looks like a private person" },
				{ label: "Reason", value: "the mail address names a person" },
				{ label: "Look at first", value: "The contact data is old" },
				{ label: "Mail addresses", value: "j…@op5.example" },
				{ label: "Country", value: "NL" },
				{ label: "AS", value: "AS64501" },
				{ label: "Source", value: "RIPE index" },
			],
			note: "How it was found: inetnum X → role Y",
		});
		expect(labels(card)).toEqual(["Assign a contact …", "Leave out …", "Hand over …", "Back to the list"]);
	});

	it("shows nothing that is not known", () => {
		const card = renderGroup(ready, { ...group(3), bucket: null, reason: null }, noBackground, en);
		expect(card.fields).toEqual([{ label: "Findings", value: "4" }]);
		expect(card.title).toBe("Nobody known");
		expect(card.note).toBeUndefined();
	});

	it("that opted out gets no contact assigned, nor offered", () => {
		const card = renderGroup(ready, group(4), { path: [], offers }, en);
		expect(labels(card)).not.toContain("Assign a contact …");
		expect(card.menu).toBeUndefined();
	});

	it("offers what else was found, to choose from", () => {
		const card = renderGroup(ready, group(3), { path: [], offers }, en);
		expect(card.menu).toMatchObject({
			label: "Use another contact",
			options: [
				{ value: "0", label: "abuse@provider.example", hint: "Provider (RIPE index)" },
				{ value: "1", label: "a@site.example, b@site.example", hint: "site.example (security.txt)" },
			],
		});
		expect(parseButtonId(card.menu?.id ?? "")).toMatchObject({ verb: "offer", argument: "3" });
	});

	it("says what is doubted of a contact, and lists it after what is not mailed", () => {
		const doubted = { ...group(1), doubts: ["stale", "suspect"] as const };
		const groups = ready.groups.map((other) => (other.id === 1 ? { ...doubted, doubts: [...doubted.doubts] } : other));
		const card = renderGroups({ ...ready, groups }, en);
		expect(card.table?.rows.at(-1)).toEqual(["Operator 1", "old, doubted", "", "8"]);
		expect(card.table?.rows).toHaveLength(4);
		const fields = renderGroup(ready, { ...group(1), doubts: ["suspect"] }, noBackground, en).fields;
		expect(fields).toContainEqual({ label: "Look at first", value: "The registry could not reach the mailbox" });
	});
});

describe("mails to judge", () => {
	const judged = stateOf(further(a.situation.sending, a.settle(2, "unknown"), a.settle(1, "refused", { code: 550 })));
	const notice = (id: number) => judged.notices[a.noticeId(id)] ?? expect.fail("no such notice");

	it("are listed, unknown ones first", () => {
		expect(renderUnknowns(judged, en)).toMatchObject({
			tone: "warn",
			table: {
				rows: [
					["Operator 2", "unknown", "5"],
					["Operator 1", "refused", "8"],
				],
			},
			menu: { options: [{ value: a.noticeId(2) }, { value: a.noticeId(1) }] },
		});
		expect(renderUnknowns(stateOf(a.situation.sent), en)).toMatchObject({ tone: "good" });
	});

	it("are listed up to what fits in a menu, and the rest is counted", () => {
		const one = notice(2);
		const many = Array.from({ length: 27 }, (_, index) => [`n${index}`, { ...one, id: `n${index}` }] as const);
		const card = renderUnknowns({ ...judged, notices: Object.fromEntries(many) }, en);
		expect(card.menu?.options).toHaveLength(25);
		expect(card.note).toBe("2 more are not shown here.");
	});

	it("are not those of a round that is over", () => {
		const refused = further(a.situation.sending, a.settle(1, "refused"), a.settle(2, "accepted"));
		expect(renderUnknowns(stateOf(refused), en).menu?.options).toHaveLength(1);
		const next = further(refused, a.requestRound, a.startReading(2), a.recordRoundList({ 2: 1 }), a.send());
		expect(renderUnknowns(stateOf(next), en).menu).toBeUndefined();
	});

	it("can be counted as sent or sent again when unknown, tried again when refused", () => {
		const labels = (id: number) =>
			renderJudgedNotice(judged, notice(id), "", en).buttons?.map((row) => row.map(({ label }) => label));
		expect(labels(2)).toEqual([["Count as sent", "Send again"], ["Back to the list"]]);
		expect(labels(1)).toEqual([["Try once more", "Another contact …"], ["Back to the list"]]);
		expect(renderJudgedNotice(judged, notice(1), "", en).fields?.at(-1)).toEqual({ label: "SMTP", value: "550" });
	});

	it("show what the mail server said", () => {
		const { fields } = renderJudgedNotice(judged, notice(1), "550 no such user", en);
		expect(fields?.at(-1)).toEqual({ label: en.replies.serverSaid, value: "550 no such user" });
	});

	it("have nothing to choose once they are judged", () => {
		const done = { ...notice(2), status: "accepted" } as const;
		expect(renderJudgedNotice(judged, done, "", en).buttons).toHaveLength(1);
	});

	it("include one that was deferred for good, not one that still waits", () => {
		const waits = further(a.situation.sending, a.settle(1, "deferred"), a.settle(2, "deferred", { retryAt: at(90) }));
		expect(renderUnknowns(stateOf(waits), en).menu?.options.map(({ value }) => value)).toEqual([a.noticeId(1)]);
	});
});

describe("who is behind a target", () => {
	const explained = (resolution: Resolution, more: Partial<Explanation> = {}): Explanation => ({
		resolution,
		netname: null,
		countries: { organisation: null, delegated: null, range: null },
		considered: [],
		...more,
	});

	it("tells what else was looked at, which countries were named, and how old the answer is", () => {
		const resolution: Resolution = {
			...unresolved("country-unclear", "countries-disagree"),
			...{ operator: "Op", mailboxes: ["abuse@op.example"], country: "DE", range: "192.0.2.0/24" },
			...{ source: "registry", doubts: ["stale"], asOf: "2026-10-01T12:00:00.000Z" },
		};
		const line = { about: "", operator: "", mailboxes: [], reason: null };
		const card = renderResolution(
			"192.0.2.1",
			explained(resolution, {
				netname: "OP-NET",
				countries: { organisation: "DE", delegated: null, range: "NL" },
				considered: [
					{ ...line, what: "opt-outs", fate: "knows-nothing" },
					{
						...line,
						what: "registry",
						fate: "used",
						about: "inetnum X",
						operator: "Op",
						mailboxes: ["abuse@op.example"],
					},
					{ ...line, what: "live", fate: "failed", reason: "time-out" },
					{ ...line, what: "registry", fate: "offered", about: "org Y", mailboxes: ["abuse@lir.example"] },
				],
			}),
			en,
		);
		expect(card.tone).toBe("warn");
		expect(card.fields).toEqual(
			expect.arrayContaining([
				{ label: "Country", value: "DE (organisation), NL (network)" },
				{ label: "Range", value: "192.0.2.0/24 OP-NET" },
				{ label: "Source", value: "RIPE index, Thu, 1 Oct 2026" },
				{ label: "Look at first", value: "The contact data is old" },
			]),
		);
		expect(card.lines).toEqual([
			{ tone: "neutral", text: "Opt-outs: nothing" },
			{ tone: "good", text: "RIPE index: used", detail: "inetnum X · Op <abuse@op.example>" },
			{ tone: "warn", text: "Live sources: failed", detail: "the source did not answer in time" },
			{ tone: "neutral", text: "RIPE index: can be chosen", detail: "org Y · <abuse@lir.example>" },
		]);
	});

	it("is shown with where it comes from", () => {
		const card = renderResolution(
			"192.0.2.1",
			explained({
				...{ bucket: null, operator: "Op", mailboxes: ["abuse@op.example"], operatorKey: "abuse@op.example" },
				...{ country: "NL", asn: 64496, source: "ripe", range: "192.0.2.0/24", path: ["inetnum X"], reason: null },
				...{ doubts: [], offers: [], asOf: null },
			}),
			en,
		);
		expect(card).toMatchObject({ tone: "good", title: "Who is behind 192.0.2.1", note: "How it was found: inetnum X" });
		expect(card.fields?.map(({ label, value }) => `${label}: ${value}`)).toEqual([
			...["Operator: Op", "Mail addresses: abuse@op.example", "Country: NL", "AS: AS64496"],
			...["Range: 192.0.2.0/24", "Source: RIPE", "Would be mailed: yes"],
		]);
	});

	it("or why nobody is told", () => {
		const card = renderResolution("192.0.2.1", explained(unresolved("lookup-failed", "time-out")), nl);
		expect(card).toMatchObject({ tone: "warn" });
		expect(card.fields?.map(({ value }) => value)).toEqual([
			...["Niemand bekend", "Opzoeken mislukt", "de bron antwoordde niet op tijd"],
		]);
		expect(card.note).toBeUndefined();
	});

	it("words a source's reasons and leaves a volunteer's as typed", () => {
		expect(reasonWords(null, en)).toBe("");
		expect(reasonWords("no-mailbox", en)).toBe("no abuse mail address is registered");
		expect(reasonWords("they are honeypots", en)).toBe("they are honeypots");
		expect(reasonWords("toString", en)).toBe("toString");
	});
});

describe("the status summary", () => {
	it("counts cases and mails, never operators", () => {
		const figures = { byStatus: { voting: 2, ready: 1, closed: 9 }, sentThisWeek: 1200, unknownOutcomes: 1 };
		expect(renderStatus({ ...figures, oldestOpen: { number: a.number, openedAt: at() } }, nl)).toMatchObject({
			tone: "warn",
			fields: [
				{ label: "Open zaken", value: "3" },
				{ label: "Wacht op stemmen", value: "2" },
				{ label: "Klaar om te versturen", value: "1" },
				{ label: "Mails verstuurd deze week", value: "1.200" },
				{ label: "Onbekende uitkomsten", value: "1" },
				{ label: "Oudste open zaak", value: expect.stringMatching(/^NSM-2026-0042, sinds .*21 nov.? 2026$/) },
			],
			table: {
				rows: [
					["stemming", "2"],
					["klaar om te versturen", "1"],
				],
			},
		});
	});

	it("says when there is nothing open", () => {
		const none = { byStatus: { closed: 3 }, sentThisWeek: 0, unknownOutcomes: 0, oldestOpen: null };
		const card = renderStatus(none, en);
		expect(card).toMatchObject({ tone: "neutral", body: ["There are no open cases."] });
		expect(card.fields).toHaveLength(5);
		expect(card.table).toBeUndefined();
	});
});
