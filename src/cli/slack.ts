import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { commands } from "../../commands/index.ts";
import { type Manifest, renderManifest } from "../chat/slack/setup/manifest.ts";
import type { Language } from "../core/language.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";

export interface SlackManifestFlags {
	/** To `slack-manifest.json` beside the package's README, and not to stdout. */
	readonly write: boolean;
	/** Where Slack reaches the bot, for HTTP mode; null for Socket Mode. */
	readonly http: string | null;
	readonly language: Language;
}

/** This file is compiled to a folder one deeper. */
const root = new URL(import.meta.url.endsWith(".ts") ? "../../" : "../../../", import.meta.url);

/** `slack manifest`: what to paste where a Slack app is made. */
export async function slackManifest({ write, http, language }: SlackManifestFlags): Promise<ExitStatus> {
	const text = manifestText(renderManifest({ commands: commands.map(({ spec }) => spec), language, url: http }));
	if (!write) {
		print(text);
		return exitStatus.fine;
	}
	const file = fileURLToPath(new URL("slack-manifest.json", root));
	await writeFile(file, `${text}\n`);
	print(`Wrote ${file}.`);
	return exitStatus.fine;
}

/** As the formatter of this repository sets it: a list of one word stays on its line. */
function manifestText(manifest: Manifest): string {
	return JSON.stringify(manifest, null, "\t").replaceAll(/\[\s+("[^"]*")\s+\]/g, "[$1]");
}
