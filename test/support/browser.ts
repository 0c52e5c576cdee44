import { existsSync } from "node:fs";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import packed from "@sparticuz/chromium";
import { type Browser, type ConsoleMessage, chromium, type Page } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** No sandbox, because tests run in containers; web security stays on, because it is part of what is tested. */
const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--hide-scrollbars"];

const staleLockMs = 60_000;

/**
 * Unpacks the browser of `@sparticuz/chromium` once for all test files that run side by side. The package itself takes a file
 * that is still being written, or was left half by a run that was stopped, for the browser.
 */
async function unpackedBrowser(): Promise<string> {
	const target = join(tmpdir(), "chromium");
	const whole = `${target}.whole-147`;
	const lock = `${target}.lock`;
	while (!existsSync(whole) || !existsSync(target)) {
		const mine = await mkdir(lock).then(
			() => true,
			() => false,
		);
		if (!mine) {
			const age = await stat(lock).then(
				({ mtimeMs }) => Date.now() - mtimeMs,
				() => 0,
			);
			if (age > staleLockMs) await rm(lock, { recursive: true, force: true });
			await wait(100);
			continue;
		}
		try {
			await rm(target, { force: true });
			await packed.executablePath();
			await writeFile(whole, "");
		} finally {
			await rm(lock, { recursive: true, force: true });
		}
	}
	return target;
}

/** The browser of this machine, else the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
	const found = installed.find((path) => existsSync(path));
	return chromium.launch({ executablePath: found ?? (await unpackedBrowser()), args: flags, headless: true });
}

/**
 * Collects what a page must not do: write an error on the console, throw, or break its Content-Security-Policy. `allow` takes out
 * what a test causes on purpose.
 */
export function watchTrouble(page: Page, allow: (text: string) => boolean = () => false): string[] {
	const trouble: string[] = [];
	const add = (text: string): void => {
		if (!allow(text)) trouble.push(text);
	};
	page.on("console", (message: ConsoleMessage) => {
		if (message.type() === "error" || message.type() === "warning") add(message.text());
	});
	page.on("pageerror", (error) => add(String(error)));
	page.on("requestfailed", (request) => {
		const why = request.failure()?.errorText ?? "";
		if (why !== "net::ERR_ABORTED") add(`${request.method()} ${request.url()}: ${why}`);
	});
	return trouble;
}
