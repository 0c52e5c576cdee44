import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/**
 * What a person who does not see, or sees little, would run into: things without a name, ids that lead nowhere, text with less
 * contrast than WCAG 2.2 asks (1.4.3, 4.5 to 1). Empty when all is well. Looks at what is visible now.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
	const script = await readFile(new URL("./in-page-checks.js", import.meta.url), "utf8");
	return page.evaluate<string[]>(script.slice(script.indexOf("\n") + 1));
}

const sidewaysScript = `(() => {
	const right = [...document.querySelectorAll("body *")]
		.filter((element) => element.checkVisibility() && element.closest(".table-scroll, .hidden, svg") === null)
		.map((element) => element.getBoundingClientRect().right);
	return Math.max(0, Math.ceil(Math.max(...right) - innerWidth));
})()`;

/** Pixels by which the page is wider than the window; 0 when nothing must be scrolled sideways. */
export async function sidewaysPx(page: Page): Promise<number> {
	return page.evaluate<number>(sidewaysScript);
}
