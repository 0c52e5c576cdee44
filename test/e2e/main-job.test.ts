import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { demoOutcome } from "../../src/demo/demo-outcome.ts";
import { demoCase, demoReport } from "../../src/demo/demo-report.ts";
import { demoDirectory, demoOptOuts } from "../../src/demo/demo-rules.ts";
import { launchBrowser, watchTrouble } from "../support/browser.ts";
import { type PageKeyboard, pageKeyboard } from "../support/page-keyboard.ts";
import { type RunningHotline, startDemoHotline } from "../support/running-hotline.ts";
import { type DataDirs, openDataDirs } from "../support/scenario-data-dir.ts";
import { demoGroups } from "../support/scenario-groups.ts";
import { checkMails, readOutbox } from "../support/scenario-mails.ts";

// Half a minute on two cores; much more where others use them too.
const testMs = 240_000;
const report = demoReport();
const { notices, buckets } = demoOutcome("with-rules");
const mailed = notices.reduce((sum, { findings }) => sum + findings, 0);

let browser: Browser;
let context: BrowserContext;
let dirs: DataDirs;
let hotline: RunningHotline;
let page: Page;
let keys: PageKeyboard;
let trouble: string[];
let isDown = false;

beforeAll(async () => {
	[browser, dirs] = await Promise.all([launchBrowser(), openDataDirs()]);
});
afterAll(async () => {
	await browser.close();
	await dirs.clear();
});

beforeEach(async () => {
	isDown = false;
	hotline = await startDemoHotline(dirs);
	context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		locale: "nl-NL",
		reducedMotion: "reduce",
	});
	page = await context.newPage();
	page.setDefaultTimeout(30_000);
	trouble = watchTrouble(page, () => isDown);
	page.on("filechooser", (chooser) => void chooser.setFiles(hotline.files.report));
	keys = pageKeyboard(page);
	await page.goto(hotline.url);
	await page.getByText("Verbonden").waitFor();
}, testMs);
afterEach(async () => {
	await context.close();
	await hotline.close();
});

const thread = (): Locator => page.getByRole("complementary");
/** What all see in the thread, one line or title after the other. */
const threadSteps = (): Promise<string[]> =>
	thread()
		.locator(".message:not(.private) .card")
		.locator(":scope:not(:has(.card-title)) .line-text, .card-title > span:last-child")
		.allTextContents();

/** By keyboard: a report brought in as Bram, until its thread is open and the vote has begun. Gives the case's number. */
async function bringIn(): Promise<string> {
	await keys.actAs("Bram");
	await keys.command("/report");
	const dialog = page.getByRole("dialog", { name: "/report" });
	await dialog.waitFor();
	await keys.press("Enter");
	await dialog.getByText(report.fileName).waitFor();
	const [summary = ""] = demoCase.description.split("\n");
	for (const [label, words] of [
		["Wat er gevonden is", demoCase.title],
		["Wat voor incident", "Kw"],
		["Wat is er gevonden", summary],
		["Een link die al openbaar is", demoCase.reference],
		["Wie het vond", demoCase.reporter],
	] as const) {
		await keys.tabToField(new RegExp(`^${label}`));
		await keys.type(words);
	}
	await keys.tabToField(/^De melder wil/);
	await keys.press("Space", "Control+Enter");
	const opened = page.locator(".card").getByText(/^Zaak \S+ is geopend/);
	await opened.waitFor();
	const number = /NSM-\d+-\d+/.exec((await opened.textContent()) ?? "")?.[0] ?? "";
	await page.getByRole("button", { name: /Thread openen/ }).waitFor();
	await keys.toMessage(`${number} ·`);
	await keys.press("o");
	await thread().getByText("Stemming 1: mag dit rapport gemaild worden?").waitFor();
	return number;
}

async function vote(name: string): Promise<void> {
	await keys.actAs(name);
	await keys.pressButton("Stemming 1", /^Geldig$/);
	await thread().getByText(`${name} stemde: Geldig.`).waitFor();
}

describe("the page with the real bot, by keyboard alone", () => {
	it("takes a report from the form to mails in the outbox, each step in the thread", { timeout: testMs }, async () => {
		for (const { value, operator, mailboxes, reason } of demoDirectory) {
			await keys.command(`/contact set for:${value} operator:"${operator}" mailboxes:${mailboxes} reason:"${reason}"`);
			await page.getByText(`${value} staat in het adresboek.`).first().waitFor();
		}
		for (const { value, reason } of demoOptOuts) {
			await keys.command(`/optout add who:${value} reason:"${reason}"`);
			await page.getByText(`${value} krijgt geen meldingen meer.`).first().waitFor();
		}
		const number = await bringIn();
		await vote("Anna");
		await vote("Chris");
		const ready = `${notices.length} mails klaar, voor ${mailed} bevindingen`;
		await thread().getByText(ready).waitFor();

		// Look at the mails: two of them, in place, and the finger stays on the button.
		await keys.pressButton(ready, /^Bekijk de mails$/);
		const [first, second] = [1, 2].map((at) => thread().getByText(`Mail ${at} van ${notices.length}:`));
		await first?.waitFor();
		await keys.pressButton("Alleen jij ziet dit", /^Volgende$/);
		await second?.waitFor();
		expect(await first?.count()).toBe(0);
		expect(await keys.focused()).toBe("Volgende");

		// A wrong case number sends nothing.
		const dialog = page.getByRole("dialog", { name: "Mails versturen" });
		await keys.pressButton(ready, /^Versturen …$/);
		await dialog.waitFor();
		await keys.type("NSM-1999-0001");
		await keys.press("Enter");
		await thread().getByText("Je typte een ander zaaknummer. Er is niets verstuurd.").waitFor();
		expect(await readOutbox(hotline.dataDir)).toEqual([]);

		await keys.pressButton(ready, /^Versturen …$/);
		await dialog.waitFor();
		await keys.type(number);
		await keys.press("Enter");
		await thread().getByText(`Ronde 1 is klaar: ${notices.length} aangenomen, 0 geweigerd, 0 onbekend.`).waitFor();

		// The outbox: exactly what the demo's networks ask for, and a mail can be read there.
		const addresses = report.text.split("\n").map((row) => row.split(",")[1]?.replaceAll('"', "") ?? "");
		const mails = await readOutbox(hotline.dataDir);
		expect(checkMails(mails, demoGroups(addresses, "with-rules"))).toEqual([]);
		expect(Object.fromEntries(mails.map(({ operatorKey, rows }) => [operatorKey, rows]))).toEqual(
			Object.fromEntries(notices.map(({ mailboxes, findings }) => [mailboxes.join(), findings])),
		);
		await keys.press("4");
		await page.getByRole("heading", { name: "Postvak uit" }).waitFor();
		await keys.tabTo(/security@waterrand\.example/);
		await keys.press("Enter");
		await keys.tabTo(/Toon als tabel/);
		await keys.press("Enter");
		const own = notices.find(({ mailboxes }) => mailboxes.includes("security@waterrand.example"));
		await page
			.getByRole("cell", { name: /^192\.0\.2\.\d+$/ })
			.first()
			.waitFor();
		expect(await page.locator(".attachment tbody tr").count()).toBe(own?.findings);

		// Close the case, from its card in the channel.
		await keys.press("2");
		await page.locator(".channel .card").getByText(`${number} ·`).waitFor();
		await keys.pressButton(`${number} ·`, /^Zaak sluiten$/);
		await page.locator(".channel dd", { hasText: "gesloten" }).waitFor();
		await keys.toMessage(`${number} ·`);
		await keys.press("o");
		await thread().getByText("Chris sloot de zaak.").waitFor();

		const kept = Object.values(buckets).reduce((sum, count) => sum + count, 0);
		expect(mailed + kept).toBe(report.findings);
		const steps = await threadSteps();
		const settled = steps.filter((step) => step.includes(": mail aangenomen ("));
		expect(new Set(settled).size).toBe(notices.length);
		expect(steps.filter((step) => !settled.includes(step))).toEqual([
			`Bram opende de zaak met ${report.fileName}.`,
			"Bestand lezen",
			"Het bestand is gelezen",
			"Stemming 1: mag dit rapport gemaild worden?",
			"Anna stemde: Geldig.",
			"Chris stemde: Geldig.",
			"De stemming is beslist: geldig. Nu worden de beheerders opgezocht.",
			"Beheerders opzoeken",
			ready,
			"Ronde 1 is verstuurd",
			`Ronde 1 is klaar: ${notices.length} aangenomen, 0 geweigerd, 0 onbekend.`,
			expect.stringMatching(/^Chris sloot de zaak\. De adressen worden op .+ gewist; de totalen blijven\.$/),
		]);
		expect(trouble).toEqual([]);
	});

	it("goes on by itself after the program was killed, and shows nothing twice", { timeout: testMs }, async () => {
		await bringIn();
		await vote("Anna");
		const before = await threadSteps();
		isDown = true;
		// What was being loaded when the line broke fails; the thread stays open, and is loaded when the line is back.
		const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/messages"));
		await page.route("**/api/messages*", (route) => route.abort());
		await keys.actAs("Chris");
		await failed;
		await page.unroute("**/api/messages*");
		await hotline.restart(() => page.getByText("Verbinding weg. Nieuwe poging…").waitFor());
		await page.getByText("Verbonden").waitFor();
		isDown = false;
		expect(await threadSteps()).toEqual(before);
		await vote("Chris");
		await thread()
			.getByText(/\d+ mails klaar, voor \d+ bevindingen/)
			.waitFor();
		const after = await threadSteps();
		expect(after.slice(0, before.length)).toEqual(before);
		expect(after.slice(before.length).slice(0, 2)).toEqual([
			"Chris stemde: Geldig.",
			"De stemming is beslist: geldig. Nu worden de beheerders opgezocht.",
		]);
		expect(trouble).toEqual([]);
	});
});
