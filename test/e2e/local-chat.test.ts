import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { drawPng } from "../../src/chart/draw-png.ts";
import { usualChart } from "../shell/chart/figures.ts";
import { launchBrowser, watchTrouble } from "../support/browser.ts";
import { createLocalChatMemoryStore } from "../support/local-chat-memory-store.ts";
import { bram, openRoom, type Room } from "../support/local-chat-room.ts";
import { accessibilityFaults, sidewaysPx } from "../support/page-checks.ts";
import { postKey } from "../support/post-key.ts";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let room: Room;
let trouble: string[];

beforeAll(async () => {
	browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
	room = await openRoom();
	context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		locale: "nl-NL",
		reducedMotion: "reduce",
	});
	page = await context.newPage();
	page.setDefaultTimeout(8000);
	trouble = watchTrouble(page);
	// From the start, because watching begins a little after it was asked for.
	page.on("filechooser", (chooser) => void chooser.setFiles(csv));
	await page.goto(room.chat.url);
	await page.getByText("Verbonden").waitFor();
});
afterEach(async () => {
	await context.close();
	await room.close();
});

const press = async (...keys: readonly string[]): Promise<void> => {
	for (const key of keys) await page.keyboard.press(key);
};
/** Words on a card; the same words may stand in the announcement for screen readers too. */
const onCard = (text: string | RegExp) => page.locator(".card").getByText(text);
const focused = (): Promise<string> =>
	page.evaluate(`(() => {
		const { activeElement: at } = document;
		return at === document.body ? "" : (at.getAttribute("aria-label") ?? at.textContent);
	})()`);
/** Where the focus is: `DIALOG` inside a modal, else `BODY`; `null` when it is on the browser's own buttons. */
const focusHome = (): Promise<string | null> =>
	page.evaluate(
		'document.activeElement === document.body ? null : document.activeElement.closest("dialog, body").tagName',
	);
const csv = { name: "lijst.csv", mimeType: "text/csv", buffer: Buffer.from("ip\n192.0.2.1\n") };

/** By keyboard: the form of `/report`, filled in and sent. */
async function report(): Promise<void> {
	await press("/");
	await page.keyboard.type("/rep");
	await press("Enter");
	await page.getByRole("dialog", { name: "/report" }).waitFor();
	await press("Enter");
	await page.getByRole("dialog").getByText("lijst.csv").waitFor();
	await press("Tab", "Tab");
	await page.keyboard.type("Citrix zonder updates");
	await press("Tab");
	await page.keyboard.type("Kw");
	await press("Control+Enter");
	await onCard("Zaak NSM-2026-0001 is geopend").waitFor();
}

/** Moves the focus with Tab until it is on the button. */
async function tabTo(label: RegExp): Promise<void> {
	for (let tries = 0; tries < 40; tries += 1) {
		if (label.test(await focused())) return;
		await press("Tab");
	}
	throw new Error(`Tab never came to ${label}: ${await focused()}`);
}

describe("by keyboard alone", () => {
	it("takes a report through vote, confirmation and mail, each in its place", async () => {
		await report();
		expect(room.heard[0]).toMatchObject({
			name: "report",
			values: { title: "Citrix zonder updates", category: "vulnerability", credit: false, file: "lijst.csv" },
		});
		expect(await page.getByText("Alleen jij ziet dit").count()).toBe(1);

		// Somebody else votes: the private answer is not theirs, and the card changes under their fingers without losing them.
		await press("Escape", "Escape", "p", "ArrowDown", "Enter");
		await page.getByRole("button", { name: `Je doet mee als ${bram.name}` }).waitFor();
		await page.getByText("Alleen jij ziet dit").waitFor({ state: "detached" });
		await press("k");
		await tabTo(/^Klopt \(/);
		await press("Enter");
		await page.getByRole("button", { name: "Klopt (1)", exact: true }).waitFor();
		expect(await focused()).toBe("Klopt (1)");
		expect(room.heard.at(-1)).toMatchObject({ what: "press", by: bram.id });

		// A typed confirmation: Escape gives up and gives the focus back, a wrong number is refused, the right one sends.
		await tabTo(/^Versturen…/);
		await press("Enter");
		const dialog = page.getByRole("dialog", { name: "14 mails versturen" });
		await dialog.waitFor();
		for (let tabs = 0; tabs < 6; tabs += 1) {
			expect(["DIALOG", null]).toContain(await focusHome());
			await press("Tab");
		}
		await press("Escape");
		await dialog.waitFor({ state: "detached" });
		expect(await focused()).toBe("Versturen…");
		await press("Enter");
		await dialog.waitFor();
		await press("Enter");
		await page.getByText("Vul dit nog in.").waitFor();
		await page.keyboard.type("NSM-2026-0002");
		await press("Enter");
		await onCard("Dat is niet het zaaknummer").waitFor();
		await tabTo(/^Versturen…/);
		await press("Enter");
		await dialog.waitFor();
		await page.keyboard.type("NSM-2026-0001");
		await press("Enter");
		await page.locator(".channel dd", { hasText: "Verstuurd" }).waitFor();

		// The thread, its steps, and back.
		await tabTo(/Thread openen/);
		await press("Enter");
		const thread = page.getByRole("complementary");
		await thread.getByText("14 mails verstuurd").waitFor();
		await thread.getByText("diende lijst.csv in").waitFor();
		expect(await focused()).toContain("NSM-2026-0001");
		await press("Escape");
		await thread.waitFor({ state: "detached" });

		// The mail that went out, with its list as a table.
		await press("4");
		await page.getByRole("heading", { name: "Postvak uit" }).waitFor();
		await tabTo(/abuse@noordernet.example/);
		await press("Enter");
		await tabTo(/Toon als tabel/);
		await press("Enter");
		await page.getByRole("cell", { name: "a, b" }).waitFor();
		expect(await page.locator(".mail-text").textContent()).toContain("192.0.2.77   443/tcp");
		expect(trouble).toEqual([]);
	});

	it("completes, runs and explains commands in the box", async () => {
		await press("/");
		await page.keyboard.type("/c");
		await press("ArrowDown", "ArrowDown");
		expect(await page.getByRole("option", { selected: true }).textContent()).toContain("/case note");
		await press("ArrowUp", "ArrowUp", "Tab");
		expect(await page.getByRole("textbox").inputValue()).toBe("/case show ");
		await page.keyboard.type("NSM-2026-0001");
		await press("Enter");
		await onCard('{"case":"NSM-2026-0001"}').waitFor();
		await page.keyboard.type("/case note text:");
		await press("Enter");
		await page.getByRole("dialog", { name: "/case note" }).waitFor();
		await press("Escape");
		await page.keyboard.type("/nope");
		await press("Enter");
		await page.getByText("De opdracht /nope bestaat niet.").waitFor();
		await press("Escape");
		await page.keyboard.type("/fail");
		await press("Enter");
		await page.getByText(/Er ging iets mis dat we niet hadden voorzien\. \([0-9a-f]{6}\)/).waitFor();
		expect(trouble.filter((text) => !text.includes("500"))).toEqual([]);
	});

	it("answers a menu in place, and suggests values in a form", async () => {
		await press("/");
		await page.keyboard.type("/case list");
		await press("Enter");
		await page.locator(".card").getByText("In welke kolom").waitFor();
		await press("Escape", "k");
		await tabTo(/^Maak een keuze/);
		await page.keyboard.type("gezien");
		await press("Tab", "Enter");
		await onCard("Kolom 1 gekozen").waitFor();
		expect(await page.locator(".card").getByText("In welke kolom").count()).toBe(0);
		await press("/");
		await page.keyboard.type("/case show");
		await press("Enter");
		await page.getByRole("option", { name: /Citrix/ }).waitFor();
		await press("ArrowDown", "Enter", "Enter");
		await onCard('{"case":"NSM-2026-0001"}').waitFor();
		expect(trouble).toEqual([]);
	});

	it("lists its shortcuts and turns light and dark", async () => {
		await press("?");
		await page.getByRole("dialog", { name: "Sneltoetsen" }).waitFor();
		await press("Escape", "t", "t");
		await expect.poll(() => page.evaluate("getComputedStyle(document.body).colorScheme")).toBe("dark");
		await page.reload();
		await page.getByRole("button", { name: "Weergave: donker" }).waitFor();
		expect(trouble).toEqual([]);
	});
});

describe("the page", () => {
	it("shows hostile words as words", async () => {
		const nasty = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
		const card = {
			tone: "neutral" as const,
			title: nasty,
			body: [nasty],
			note: nasty,
			lines: [{ tone: "good" as const, text: nasty }],
		};
		await room.chat.post("cases", { ...card, link: { label: nasty, url: "javascript:window.hit=1" } }, postKey("k"));
		await onCard(nasty).first().waitFor();
		expect(await page.locator(".card a, .card img, .card script").count()).toBe(0);
		expect(await page.evaluate('"hit" in window')).toBe(false);
		expect(trouble).toEqual([]);
	});

	it("moves progress in place, and leaves the reader's line where it is", async () => {
		const lines = (count: number) =>
			Array.from({ length: count }, (_, at) => ({ tone: "good" as const, text: `regel ${at}` }));
		const tall = await room.chat.post("status", { tone: "neutral", title: "boven", lines: lines(5) }, postKey("tall"));
		for (let number = 1; number <= 30; number += 1)
			await room.chat.post(
				"status",
				{ tone: "neutral", title: `bericht ${number}`, body: ["x"] },
				postKey(`k${number}`),
			);
		const bar = { tone: "busy" as const, title: "Bezig" };
		const posted = await room.chat.post(
			"status",
			{ ...bar, progress: { done: 1, total: 4, label: "1 van 4" } },
			postKey("bar"),
		);
		await press("3");
		await onCard("1 van 4").waitFor();
		await room.chat.edit(posted, { ...bar, progress: { done: 3, total: 4, label: "3 van 4" } });
		await onCard("3 van 4").waitFor();
		expect(await page.evaluate('document.querySelector("progress").position')).toBe(0.75);

		const middle = page.locator(".card").getByText("bericht 12", { exact: true });
		await middle.evaluate((element) => element.scrollIntoView({ block: "center" }));
		const before = await middle.boundingBox();
		await room.chat.edit(tall, { tone: "neutral", title: "boven, langer", lines: lines(40) });
		await onCard("boven, langer").waitFor();
		await room.chat.post("status", { tone: "neutral", title: "nieuw" }, postKey("new"));
		await page.getByRole("button", { name: "1 nieuw bericht" }).waitFor();
		const after = await middle.boundingBox();
		expect(Math.abs((after?.y ?? 0) - (before?.y ?? 99))).toBeLessThan(2);
		expect(trouble).toEqual([]);
	});

	it("loads older messages on the way up, and stays where it was", async () => {
		for (let number = 1; number <= 120; number += 1)
			await room.chat.post("status", { tone: "neutral", title: `bericht ${number}` }, postKey(`k${number}`));
		await press("3");
		await onCard("bericht 120").waitFor();
		expect(await page.locator(".card").getByText("bericht 70", { exact: true }).count()).toBe(0);
		const place = (number: number) =>
			page.evaluate<number>(
				`[...document.querySelectorAll(".card-title")].find((each) => each.textContent.endsWith("bericht ${number}")).getBoundingClientRect().top`,
			);
		for (const oldest of [21, 1]) {
			await page.locator(".scroll").evaluate((box) => box.scrollTo({ top: 0 }));
			const before = await place(oldest + 51);
			await page.locator(".card").getByText(`bericht ${oldest}`, { exact: true }).waitFor({ state: "attached" });
			expect(Math.abs((await place(oldest + 51)) - before)).toBeLessThan(2);
		}
		expect(await page.locator(".message").count()).toBe(120);
		expect(trouble).toEqual([]);
	});

	it("answers in the pane where the button was pressed, and brings the answer into view", async () => {
		await report();
		const thread = { channel: "cases", thread: "1" };
		for (let number = 1; number <= 30; number += 1)
			await room.chat.postInThread(thread, { tone: "neutral", title: `stap ${number}` }, postKey(`k${number}`));
		await page.setViewportSize({ width: 1000, height: 600 });
		await page.goto(`${room.origin}/#/cases/1`);
		await onCard("stap 30").waitFor();
		const send = page.getByRole("complementary").getByRole("button", { name: "Versturen…" });
		await send.click();
		await page.getByRole("dialog").getByLabel("Zaaknummer").fill("fout");
		await press("Enter");
		const answer = page.getByRole("complementary").getByText("Dat is niet het zaaknummer");
		await answer.waitFor();
		expect(await page.locator(".channel").isVisible()).toBe(false);
		expect((await answer.boundingBox())?.y).toBeLessThan(600);
		await room.chat.post("status", { tone: "neutral", title: "stand" }, postKey("s"));
		await expect.poll(() => page.title()).toBe("(1) Meldkamer");
		expect(trouble).toEqual([]);
	});

	it("shows a card's picture at its size with its words, and gives its files to keep under their names", async () => {
		const text = "regel,reden\r\n7,\u201cgeen adres\u201d \u2713\r\n";
		const picture = {
			fileName: "status.png",
			base64: Buffer.from(drawPng(usualChart("nl"))).toString("base64"),
			alt: "Zaken per week. wk 47: 3.",
		};
		await room.chat.post(
			"status",
			{
				...{ tone: "neutral", title: "Stand", image: picture },
				files: [
					{ fileName: "NSM-2026-0001-problems.csv", mediaType: "text/csv", text },
					{ fileName: "NSM-2026-0001-transcript.txt", mediaType: "text/plain", text: "één" },
				],
			},
			postKey("picture"),
		);
		await press("3");
		const image = page.getByRole("img", { name: picture.alt });
		await image.waitFor();
		const [wide, high, shownWide, shownHigh] = await page.evaluate<number[]>(`(() => {
			const image = document.querySelector(".card img");
			return [image.naturalWidth, image.naturalHeight, image.width, image.height];
		})()`);
		expect([wide, shownWide, shownHigh]).toEqual([960, 480, (high ?? 0) / 2]);
		expect(await sidewaysPx(page)).toBe(0);
		for (const [name, words] of [
			["NSM-2026-0001-problems.csv", text],
			["NSM-2026-0001-transcript.txt", "één"],
		] as const) {
			const download = page.waitForEvent("download");
			await page.getByRole("list", { name: "Bijlagen" }).getByRole("link", { name }).click();
			expect((await download).suggestedFilename()).toBe(name);
			expect(await readFile(await (await download).path(), "utf8")).toBe(words);
		}
		for (const colorScheme of ["light", "dark"] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			expect(await accessibilityFaults(page)).toEqual([]);
		}
		await page.setViewportSize({ width: 360, height: 640 });
		expect(await sidewaysPx(page)).toBe(0);
		expect(trouble).toEqual([]);
	});

	it("begins a report with a file that is dropped anywhere", async () => {
		await page.evaluate(`{
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File(["ip\\n192.0.2.1\\n"], "gesleept.csv"));
			for (const type of ["dragover", "drop"])
				document.querySelector(".sidebar").dispatchEvent(
					new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
				);
		}`);
		const dialog = page.getByRole("dialog", { name: "/report" });
		await dialog.getByText("gesleept.csv").waitFor();
		expect(await page.getByText("Laat los").count()).toBe(0);
		expect(trouble).toEqual([]);
	});

	it("gives mails and their parts as files to keep", async () => {
		await page.goto(`${room.origin}/#/mail/NSM-2026-0001-1-3.eml`);
		for (const [link, words] of [
			["Downloaden", "target,port,note"],
			["Download .eml", "Subject: x"],
		] as const) {
			const download = page.waitForEvent("download");
			await page.getByRole("link", { name: link, exact: true }).click();
			expect(await readFile(await (await download).path(), "utf8")).toContain(words);
		}
		expect(page.url()).toContain("#/mail/");
		expect(trouble).toEqual([]);
	});

	it("says so in the form when a file is too large, and keeps what was typed", async () => {
		await press("/");
		await page.keyboard.type("/report");
		await press("Enter");
		const dialog = page.getByRole("dialog", { name: "/report" });
		await dialog.locator("input[type=file]").setInputFiles({ ...csv, buffer: Buffer.alloc(1_000_001) });
		await dialog.getByLabel("Korte titel").fill("Titel");
		await dialog.getByLabel("Waar het over gaat").selectOption("infection");
		await dialog.getByRole("button", { name: "Uitvoeren" }).click();
		await dialog.getByText("Dit bestand is 1 MB; het mag hoogstens 1 MB zijn.").waitFor();
		expect(await dialog.getByLabel("Korte titel").inputValue()).toBe("Titel");
		expect(room.heard).toEqual([]);
	});

	it("comes back by itself after the program restarts, with what it missed", async () => {
		const store = createLocalChatMemoryStore();
		const first = await openRoom({ store });
		await page.goto(first.chat.url);
		await page.reload();
		await page.getByText("Verbonden").waitFor();
		await first.close();
		await page.getByText("Verbinding weg. Nieuwe poging…").waitFor();
		const second = await openRoom({ store, port: Number(new URL(first.origin).port) });
		await second.chat.post("cases", { tone: "neutral", title: "gemist" }, postKey("k"));
		await onCard("gemist").waitFor();
		await page.getByText("Verbonden").waitFor();
		await second.close();
	});

	it("says so when mails do leave, and has no outbox then", async () => {
		const sending = await openRoom({ outbox: null });
		await page.goto(sending.chat.url);
		await page.reload();
		await page.getByText("mails gaan echt de deur uit").waitFor();
		expect(await page.getByText("Mails blijven op deze computer").count()).toBe(0);
		expect(await page.getByRole("link", { name: /Postvak uit/ }).count()).toBe(0);
		await sending.close();
	});

	it("tells who has no key where to find it", async () => {
		const stranger = await (await browser.newContext({ locale: "nl-NL" })).newPage();
		await stranger.goto(room.origin);
		await stranger.getByText("Open de link die het programma bij het starten liet zien").waitFor();
		await stranger.goto(`${room.origin}/#key=wrong`);
		await stranger.reload();
		await stranger.getByText("De sleutel in deze link klopt niet.").waitFor();
		expect(await stranger.evaluate("location.hash")).not.toContain("wrong");
		await stranger.context().close();
	});
});

describe("for everybody", () => {
	it.each(["light", "dark"] as const)("has names and contrast for all that is there (%s)", async (colorScheme) => {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		expect(await accessibilityFaults(page)).toEqual([]);
		await press("/");
		await page.keyboard.type("/");
		expect(await accessibilityFaults(page)).toEqual([]);
		await press("Escape", "Escape", "Escape");
		await report();
		for (const tone of ["neutral", "busy", "good", "warn", "bad"] as const)
			await room.chat.postInThread(
				{ channel: "cases", thread: "1" },
				{
					tone,
					title: tone,
					fields: [{ label: "a", value: "b" }],
					note: "n",
					progress: { done: 0, total: 0, label: "…" },
				},
				postKey(tone),
			);
		await press("Escape", "k", "k", "o");
		await page.getByRole("complementary").getByText("warn", { exact: true }).waitFor();
		expect(await accessibilityFaults(page)).toEqual([]);
		await press("p");
		expect(await accessibilityFaults(page)).toEqual([]);
		await press("Escape", "4");
		await page.locator(".mail-list a").first().press("Enter");
		await page.locator(".reader").waitFor();
		expect(await accessibilityFaults(page)).toEqual([]);
		expect(trouble).toEqual([]);
	});

	it("fits in 360 pixels, one pane at a time", async () => {
		await report();
		await page.setViewportSize({ width: 360, height: 640 });
		expect(await sidewaysPx(page)).toBe(0);
		await page.goto(`${room.origin}/#/cases`);
		await page.getByRole("button", { name: /Thread openen/ }).click();
		await page.getByRole("complementary").waitFor();
		expect(await page.locator(".channel").isVisible()).toBe(false);
		expect(await sidewaysPx(page)).toBe(0);
		await page.getByRole("link", { name: "Terug" }).click();
		await page.getByRole("link", { name: "Terug" }).click();
		await page.getByRole("link", { name: /Postvak uit/ }).click();
		await page.locator(".mail-list a").first().click();
		await page.getByRole("button", { name: "Toon als tabel" }).click();
		await page.getByRole("cell", { name: "a, b" }).waitFor();
		expect(await sidewaysPx(page)).toBe(0);
		await page.goBack();
		await page.locator(".mail-list").waitFor();
		expect(trouble).toEqual([]);
	});
});
