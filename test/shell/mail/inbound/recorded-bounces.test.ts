import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeMail } from "../../../../src/mail/inbound/judge-mail.ts";

/** A folder with bounces that servers really sent, kept outside this repository; without it these tests are left out. */
const samples = process.env.MELDKAMER_SAMPLES;
const own = { bounces: null, domain: "meldpunt.example", casePrefix: "NSM" };
/** What is asked for: at least 95 of a hundred recognised, with the right recipient. */
const leastShare = 0.95;

const address = /[\w.+-]+@[\w.-]+\w/g;

/** Recipients as the file itself says, read in another way than the bot does: fields, headers, else whom the returned mail was to. */
function rightRecipients(text: string): Set<string> {
	const inLines = (lines: RegExp) =>
		[...text.matchAll(lines)].flatMap(([line]) => line.toLowerCase().match(address) ?? []);
	const fields = inLines(/^(?:final-recipient|original-recipient):.*$/gim);
	const named = [...fields, ...inLines(/^x-failed-recipients:.*$/gim)];
	const returned = [...inLines(/^To:.*$/gim)].slice(1);
	return new Set([...named, ...returned]);
}

describe.skipIf(samples === undefined)("bounces that servers really sent", () => {
	it("are recognised with the right recipient", async () => {
		const folder = `${samples}/bounces`;
		const files = readdirSync(folder).filter((name) => name.endsWith(".eml"));
		const missed: string[] = [];
		for (const name of files) {
			const raw = readFileSync(`${folder}/${name}`);
			const verdict = await judgeMail(raw, own);
			const right = rightRecipients(raw.toString("latin1"));
			const isRight = verdict.kind === "bounce" && verdict.recipients.some(({ mailbox }) => right.has(mailbox));
			if (!isRight) missed.push(name);
		}
		expect(files.length).toBeGreaterThan(50);
		expect(missed.length / files.length, missed.join(", ")).toBeLessThanOrEqual(1 - leastShare);
	});
});
