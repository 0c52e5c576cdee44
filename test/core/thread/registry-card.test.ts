import { describe, expect, it } from "vitest";
import type { RegistryStatus, UpdateProgress, UpdateResult } from "../../../src/core/registry/registry-status.ts";
import { troubleCodes } from "../../../src/core/registry/registry-status.ts";
import {
	daysOld,
	progressLabel,
	renderRegistry,
	renderUpdateEnded,
	resultSentence,
	sizeText,
	timeText,
} from "../../../src/core/thread/registry-card.ts";
import { createTexts } from "../../../src/text/texts.ts";

const en = createTexts("en", "Europe/Amsterdam");
const nl = createTexts("nl", "Europe/Amsterdam");
const now = "2026-11-25T08:00:00.000Z";
const index = {
	...{ asOf: "2026-11-21T23:00:00.000Z", builtAt: "2026-11-22T02:00:00.000Z" },
	...{ objects: 6_012_345, ranges: 5_500_000, bytes: 181_400_000, country: null },
};
const updated: UpdateResult = { kind: "updated", index };
const failed: UpdateResult = {
	kind: "failed",
	trouble: { code: "half-size", file: "ripe.db.inetnum.gz", detail: "33" },
};
const attempt = (result: UpdateResult) => ({ startedAt: now, endedAt: "2026-11-22T02:00:00.000Z", result });
const status = (given: Partial<RegistryStatus>): RegistryStatus => ({
	...{ kind: "index", index, lastAttempt: attempt(updated), running: null },
	...given,
});
const progress: UpdateProgress = {
	...{ phase: "fetching", file: "ripe.db.inetnum.gz", fileDone: 120_000_000, fileTotal: 300_000_000 },
	...{ done: 170_000_000, total: 420_000_000, rate: 12_300_000, secondsLeft: 21 },
};

describe("the card of the registry", () => {
	it("tells the age, what is in the index, how the last update went and when the next one is", () => {
		const card = renderRegistry({ status: status({}), nextDue: "2026-11-29T02:00:00.000Z", now }, en);
		expect(card).toEqual({
			tone: "good",
			title: "Registry index",
			body: [],
			fields: [
				{ label: "Data from", value: "Sun, 22 Nov 2026, 3 days old" },
				{ label: "Objects", value: "6,012,345" },
				{ label: "Ranges", value: "5,500,000" },
				{ label: "Size", value: "181 MB" },
				{ label: "Countries", value: "all" },
				{ label: "Made", value: "Sun, 22 Nov 2026 03:00" },
				{ label: "Last update", value: "Sun, 22 Nov 2026 03:00: new index" },
				{ label: "Next update", value: "Sun, 29 Nov 2026 03:00" },
			],
		});
		const dutch = renderRegistry({ status: status({ index: { ...index, country: "NL" } }), nextDue: null, now }, nl);
		expect(dutch.fields).toContainEqual({ label: "Landen", value: "NL" });
		expect(dutch.fields?.at(-1)?.value).toMatch(/^met de hand/);
	});

	it.each([
		["none", "There is no index here"],
		["files", "The split files"],
		["unusable", "The index can't be read"],
	] as const)("says what to do where there is %s", (kind, words) => {
		const card = renderRegistry({ status: status({ kind, index: null, lastAttempt: null }), nextDue: null, now }, en);
		expect(card.tone).toBe("warn");
		expect(card.body).toEqual([expect.stringContaining(words)]);
		expect(card.body?.[0]).toContain("/registry update");
		expect(card.fields?.[0]).toEqual({ label: "Last update", value: "never" });
	});

	it("says why the last update failed, and that the index stays", () => {
		const card = renderRegistry({ status: status({ lastAttempt: attempt(failed) }), nextDue: null, now }, en);
		expect(card.tone).toBe("warn");
		expect(card.body).toEqual([
			"ripe.db.inetnum.gz is only 33 % of its size before. If that is right, run “meldkamer registry update --accept-smaller”. The index from before stays in use.",
		]);
	});

	it("shows how far an update is that is under way, and no older failure beside it", () => {
		const running = { startedAt: now, progress };
		const shown = renderRegistry({ status: status({ running, lastAttempt: attempt(failed) }), nextDue: null, now }, en);
		expect(shown).toMatchObject({
			tone: "busy",
			body: ["An update is under way."],
			progress: { done: 170_000_000, total: 420_000_000, label: expect.stringContaining("about 21 s left") },
		});
		const begun = renderRegistry(
			{ status: status({ running: { startedAt: now, progress: null } }), nextDue: null, now },
			en,
		);
		expect(begun).not.toHaveProperty("progress");
	});

	it("tells in the status channel how an update ended, and where", () => {
		const machine = "server-2";
		expect(renderUpdateEnded({ result: updated, hasIndex: true, machine }, en)).toMatchObject({
			tone: "good",
			title: "Registry index",
			body: [expect.stringContaining("6,012,345 objects")],
			note: "Machine: server-2",
		});
		const same: UpdateResult = { kind: "nothing-new", index };
		expect(renderUpdateEnded({ result: same, hasIndex: true, machine }, en)).toMatchObject({
			tone: "neutral",
			body: [expect.stringContaining("nothing new")],
		});
		expect(renderUpdateEnded({ result: failed, hasIndex: false, machine }, en)).toMatchObject({
			tone: "warn",
			title: "The registry index was not updated",
			body: [expect.stringMatching(/There is no index yet\.$/)],
		});
	});

	it.each(troubleCodes)("has a sentence for %s that is whole in both languages", (code) => {
		for (const texts of [en, nl]) {
			const result: UpdateResult = { kind: "failed", trouble: { code, file: "ripe.db.role.gz", detail: "7" } };
			const sentence = resultSentence(result, { hasIndex: true }, texts);
			expect(sentence).toMatch(/^\S.+\. .+\.$/s);
			expect(sentence).not.toMatch(/undefined|\[object|function/);
		}
	});

	it("says of progress what is known", () => {
		expect(progressLabel(progress, en)).toBe(
			"Fetching ripe.db.inetnum.gz, 120 MB of 300 MB · in all 170 MB of 420 MB · 12 MB/s · about 21 s left",
		);
		const little = { ...progress, fileTotal: 0, total: 0, rate: 0, secondsLeft: null };
		expect(progressLabel(little, en)).toBe("Fetching ripe.db.inetnum.gz");
		expect(progressLabel({ ...progress, phase: "building", file: "", fileTotal: 0 }, nl)).toBe(
			"Bestanden lezen · 170 MB van 420 MB · 12 MB/s · nog ongeveer 21 s",
		);
	});

	it("writes sizes, times and ages as people do", () => {
		expect([0, 1_000, 999_999, 1_500_000].map((bytes) => sizeText(bytes, en))).toEqual([
			"0 kB",
			"1 kB",
			"1,000 kB",
			"2 MB",
		]);
		expect([5, 99, 100, 3_599, 3_600, 7_500].map(timeText)).toEqual([
			"5 s",
			"99 s",
			"2 min",
			"1 h 0 min",
			"1 h 0 min",
			"2 h 5 min",
		]);
		expect([daysOld("2026-11-24T08:00:01.000Z", now), daysOld("2026-12-24T08:00:00.000Z", now)]).toEqual([0, 0]);
	});
});
