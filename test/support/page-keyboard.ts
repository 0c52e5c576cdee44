import type { Page } from "playwright-core";

/** The local chat's page, by keys alone: what a person without a mouse does. */
export interface PageKeyboard {
	press(...keys: readonly string[]): Promise<void>;
	type(text: string): Promise<void>;
	/** Types a command and its options into the message box. */
	command(line: string): Promise<void>;
	/** The words of what has the focus; empty on the page as a whole. */
	focused(): Promise<string>;
	/** Moves the focus with Tab until it is on something that is called so. Throws when Tab never comes there. */
	tabTo(label: RegExp): Promise<void>;
	/** As `tabTo`, by the label of a form's field. */
	tabToField(label: RegExp): Promise<void>;
	/** Goes down to the newest message, then up to the first that holds these words. Throws when there is none. */
	toMessage(words: string | RegExp): Promise<void>;
	/** Goes to the message, then to its button, and presses it. */
	pressButton(message: string | RegExp, label: RegExp): Promise<void>;
	/** Puts on somebody else's hat. */
	actAs(name: string): Promise<void>;
}

const focusedScript = `(() => {
	const { activeElement: at } = document;
	return at === document.body || at === null ? "" : (at.getAttribute("aria-label") ?? at.textContent);
})()`;
const fieldScript = `document.activeElement?.labels?.[0]?.textContent ?? ""`;
const messageScript = `document.activeElement?.matches("[data-message]") ? document.activeElement.textContent : ""`;
const maxTabs = 60;
const maxMessages = 40;

export function pageKeyboard(page: Page): PageKeyboard {
	const press = async (...keys: readonly string[]) => {
		for (const key of keys) await page.keyboard.press(key);
	};
	const focused = (): Promise<string> => page.evaluate(focusedScript);
	const matches = (text: string, words: string | RegExp) =>
		typeof words === "string" ? text.includes(words) : words.test(text);
	const tabUntil = async (label: RegExp, now: () => Promise<string>) => {
		for (let tabs = 0; tabs < maxTabs; tabs += 1) {
			if (label.test(await now())) return;
			await press("Tab");
		}
		throw new Error(`Tab never came to ${label}; it is now on “${await focused()}”`);
	};
	const tabTo = (label: RegExp) => tabUntil(label, focused);
	/** Out of the message box, where a letter is a letter. */
	const leaveBox = async () => {
		if (await page.evaluate<boolean>('document.activeElement?.matches("textarea") ?? false')) await press("Escape");
	};
	const toMessage = async (words: string | RegExp) => {
		await page.locator("[data-message]", { hasText: words }).last().waitFor();
		await leaveBox();
		for (const way of ["j", "k"] as const) {
			let at = "";
			for (let moves = 0; moves < maxMessages; moves += 1) {
				await press(way);
				const now = await page.evaluate<string>(messageScript);
				if (matches(now, words)) return;
				if (now === at) break;
				at = now;
			}
		}
		throw new Error(`no message says ${words}`);
	};
	return {
		press,
		type: (text) => page.keyboard.type(text),
		async command(line) {
			await leaveBox();
			await press("/");
			await page.keyboard.type(line);
			await press("Enter");
		},
		focused,
		tabTo,
		tabToField: (label) => tabUntil(label, () => page.evaluate<string>(fieldScript)),
		toMessage,
		async pressButton(message, label) {
			await toMessage(message);
			await tabTo(label);
			await press("Enter");
		},
		async actAs(name) {
			await leaveBox();
			await press("p");
			for (let moves = 0; moves < 10 && !(await focused()).includes(name); moves += 1) await press("ArrowDown");
			await press("Enter");
			await page.getByRole("button", { name: `Je doet mee als ${name}` }).waitFor();
		},
	};
}
