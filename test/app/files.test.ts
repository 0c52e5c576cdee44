import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { problemsFile } from "../../src/app/problems-file.ts";
import { transcriptFile } from "../../src/app/transcript-file.ts";
import { addressesIn } from "../../src/core/report/find-addresses.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { Card, CardFile } from "../../src/core/thread/card.ts";
import type { Reply } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { readyCase, stateOf, upload } from "../support/case-life.ts";
import { anna, bram, chris, guest, sentence } from "../support/open-app.ts";

/** The card that only the asker sees. */
function privateCard(reply: Reply): Card {
	if (reply.kind !== "card" || reply.everyone === true) throw new Error("no answer to the asker alone");
	return reply.card;
}

function onlyFile({ files = [] }: Card): CardFile {
	const [file] = files;
	if (file === undefined || files.length !== 1) throw new Error(`${files.length} files`);
	return file;
}

describe("the list of what could not be read", () => {
	const app = appSuite();
	const press = async (number: string) =>
		app().handlers.onPress(bram, buttonId(await stateOf(app(), number), "problems"), null);

	it("is a table of the first rows and a file of all, with nothing of what stood there", async () => {
		const bad = Array.from({ length: 60 }, (_, index) => `10.0.0.${index},25`);
		const number = await upload(app(), ["ip,port", "192.0.2.1,25", ...bad].join("\n"));
		const card = privateCard(await press(number));
		expect(card.table?.rows).toHaveLength(25);
		expect(card.note).toBe("These are the first ones. In all: 60. The file has them all.");
		const file = onlyFile(card);
		expect(file).toMatchObject({ fileName: `${number}-problems.csv`, mediaType: "text/csv" });
		const [head, ...rows] = parse(file.text, { record_delimiter: "\r\n" });
		expect(head).toEqual(["Line", "Column", "Reason"]);
		expect(rows.map(([line]) => Number(line))).toEqual(bad.map((_, index) => index + 3));
		expect(rows[0]).toEqual(["3", "ip", "special-use address (private, loopback, documentation …)"]);
		expect(addressesIn(JSON.stringify(card))).toEqual([]);
	});

	it("stays under the limit, with whole lines only, and says so", async () => {
		const number = await upload(app(), ["ip", "192.0.2.1", "10.0.0.1", "10.0.0.2"].join("\n"));
		const whole = await problemsFile(app().context, number);
		expect(whole).toMatchObject({ problems: 2, whole: true });
		const bytes = Buffer.byteLength(whole.file.text);
		expect(await problemsFile(app().context, number, bytes)).toEqual(whole);
		const cut = await problemsFile(app().context, number, bytes - 1);
		expect(cut).toMatchObject({ problems: 1, whole: false });
		expect(whole.file.text.startsWith(cut.file.text)).toBe(true);
		expect(cut.file.text.endsWith("\r\n")).toBe(true);
	});

	it("has no file when every row could be read", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		expect(sentence(await press(number))).toBe("Every row could be read.");
	});
});

describe("/case transcript", () => {
	const app = appSuite();
	const ask = (number: string, asker = bram) => app().handlers.onCommand(asker, "case transcript", { case: number });

	it("gives the asker alone the whole thread as a text, without affected addresses", async () => {
		const number = await readyCase(app(), "ip,port\n192.0.2.1,25\n192.0.2.65,25\n203.0.113.130,25\n10.0.0.1,25\n");
		await app().handlers.onCommand(chris, "case note", { case: number, text: "Called them." });
		const posted = app().chat.posted.length;
		const card = privateCard(await ask(number));
		expect(app().chat.posted).toHaveLength(posted);
		const { version } = await stateOf(app(), number);
		expect(card).toMatchObject({
			title: `Transcript of ${number}`,
			body: [`The thread as a text file: ${version} steps. Affected addresses are not in it.`],
		});
		const { fileName, mediaType, text } = onlyFile(card);
		expect([fileName, mediaType]).toEqual([`${number}-transcript.txt`, "text/plain"]);
		expect(text).toMatch(
			new RegExp(`^${number} · Open mail servers\nTranscript of .*10:00\\. .*Europe/Amsterdam\\.\n`),
		);
		const words = ["Bram opened the case with report.csv.", "Anna voted: Valid.", "Chris notes: Called them."];
		const places = words.map((sentenceOf) => text.indexOf(`10:00  ${sentenceOf}\n`));
		expect(places.every((place) => place > 0)).toBe(true);
		expect([...places].sort((a, b) => a - b)).toEqual(places);
		expect(addressesIn(text)).toEqual([]);
	});

	it("is there for a case whose addresses are gone", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		await app().handlers.onCommand(bram, "case withdraw", { case: number, text: "the list was wrong" });
		await app().pass(100 * 86_400_000);
		expect((await stateOf(app(), number)).purged).toBe(true);
		expect(onlyFile(privateCard(await ask(number))).text).toContain("The addresses of this case have been deleted.");
	});

	it("is for volunteers, and about a case that there is", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		const refused = await ask(number, guest);
		expect(sentence(refused)).toMatch(/^This is for volunteers only/);
		expect(privateCard(refused)).not.toHaveProperty("files");
		expect(sentence(await ask("TST-2026-9999", anna))).toMatch(/no such case|no case/i);
		expect(sentence(await app().handlers.onCommand(bram, "case transcript", {}))).toMatch(/^Which case\?/);
	});

	it("stops at a whole step when it would become too large, and says so", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		const state = await stateOf(app(), number);
		const whole = await transcriptFile(app().context, state);
		expect(whole).toMatchObject({ whole: true, steps: state.version });
		const limit = Buffer.byteLength(whole.file.text) - 10;
		const cut = await transcriptFile(app().context, state, limit);
		expect(cut.whole).toBe(false);
		expect(cut.steps).toBeLessThan(state.version);
		expect(Buffer.byteLength(cut.file.text)).toBeLessThanOrEqual(limit);
		const [told, end] = cut.file.text.split("\nThe transcript stops here");
		expect(whole.file.text.startsWith(told ?? "-")).toBe(true);
		expect(end).toMatch(/The thread has the rest\.\n$/);
	});
});
