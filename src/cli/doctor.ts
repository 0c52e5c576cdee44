import { commands } from "../../commands/index.ts";
import { examine } from "../chat/discord/setup/examine.ts";
import type { Finding } from "../chat/discord/setup/finding.ts";
import { findingWords } from "../chat/discord/setup/finding-words.ts";
import { type Config, ConfigError } from "../config.ts";
import { discordSettings } from "../main/discord-settings.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";

/** `doctor`: whether everything in Discord is as the bot needs it, and what to click where it is not; with `--json` one object a line. */
export async function doctor({ json }: { readonly json: boolean }, config: Config): Promise<ExitStatus> {
	const words = findingWords(config.HOTLINE_LANGUAGE);
	const findings = await findingsOf(config);
	const wrong = findings.filter(({ ok }) => !ok).length;
	for (const { ok, what, todo } of findings) {
		if (json) {
			print(JSON.stringify({ ok, what, todo }));
			continue;
		}
		print(`${ok ? "✓" : "✗"} ${what}`);
		if (todo !== null) print(`  → ${todo}`);
	}
	if (!json) print(`\n${wrong === 0 ? words.allWell : words.toDo(wrong)}`);
	return wrong === 0 ? exitStatus.fine : exitStatus.refused;
}

async function findingsOf(config: Config): Promise<readonly Finding[]> {
	const words = findingWords(config.HOTLINE_LANGUAGE);
	try {
		const settings = discordSettings(
			config,
			commands.map(({ spec }) => spec),
		);
		return settings === null ? [{ ok: false, what: words.notSet, todo: words.setIt }] : await examine(settings);
	} catch (fault) {
		if (!(fault instanceof ConfigError)) throw fault;
		return fault.message.split("\n").map((what) => ({ ok: false, what, todo: null }));
	}
}
