import { commands } from "../../commands/index.ts";
import { examine as examineDiscord } from "../chat/discord/setup/examine.ts";
import { examine as examineSlack } from "../chat/slack/setup/examine.ts";
import { type Config, ConfigError } from "../config.ts";
import { bad, type Finding } from "../core/setup/finding.ts";
import { hostAnswers } from "../download/host-answers.ts";
import { discordSettings } from "../main/discord-settings.ts";
import { slackSettings } from "../main/slack-settings.ts";
import { type DoctorWords, doctorWords } from "./doctor-words.ts";
import { examineMail } from "./examine-mail.ts";
import { examineMailbox } from "./examine-mailbox.ts";
import { examinePgp } from "./examine-pgp.ts";
import { examineRegistry } from "./examine-registry.ts";
import { examineStop } from "./examine-stop.ts";
import { examineTemplates } from "./examine-templates.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";

const names = { discord: "Discord", slack: "Slack" } as const;
type Platform = keyof typeof names;

/** What was seen of a platform, of the mail, its templates or the registry; `platform` is null where none is set up. */
interface Examined {
	readonly platform: Platform | "mail" | "templates" | "registry" | null;
	readonly findings: readonly Finding[];
}

/** `doctor`: whether everything in Discord and Slack, the mail, its templates and the registry's index, is as the bot needs it, and what to click where it is not; with `--json` one object a line. */
export async function doctor({ json }: { readonly json: boolean }, config: Config): Promise<ExitStatus> {
	const words = doctorWords(config.HOTLINE_LANGUAGE);
	const mail: Examined = {
		platform: "mail",
		findings: [
			...[...(await examineStop(config)), ...(await examineMail(config))],
			...[...(await examinePgp(config)), ...(await examineMailbox(config))],
		],
	};
	const templates: Examined = { platform: "templates", findings: await examineTemplates(config) };
	const registry: Examined = { platform: "registry", findings: await examineRegistry(config) };
	const examined = [...(await examineAll(config)), mail, templates, registry];
	const wrong = examined.flatMap(({ findings }) => findings).filter(({ ok }) => !ok).length;
	for (const each of examined) {
		if (json) printJson(each);
		else printText(each, words);
	}
	if (!json) print(wrong === 0 ? words.allWell : words.toDo(wrong));
	return wrong === 0 ? exitStatus.fine : exitStatus.refused;
}

async function examineAll(config: Config): Promise<readonly Examined[]> {
	const specs = commands.map(({ spec }) => spec);
	const configToken = config.SLACK_CONFIG_TOKEN ?? null;
	const found = [
		await findingsOf("discord", async () => {
			const settings = discordSettings(config, specs);
			return settings && examineDiscord({ ...settings, hostAnswers });
		}),
		await findingsOf("slack", async () => {
			const settings = slackSettings(config, specs);
			return settings && examineSlack({ ...settings, hostAnswers, configToken });
		}),
	];
	const setUp = found.filter((each) => each !== null);
	if (setUp.length > 0) return setUp;
	const words = doctorWords(config.HOTLINE_LANGUAGE);
	return [{ platform: null, findings: [bad(words.noneSet, words.setOne)] }];
}

/** Null for a platform that is not set up. Settings that it lacks are findings too. */
async function findingsOf(
	platform: Platform,
	examine: () => Promise<readonly Finding[] | null>,
): Promise<Examined | null> {
	try {
		const findings = await examine();
		return findings && { platform, findings };
	} catch (fault) {
		if (!(fault instanceof ConfigError)) throw fault;
		return { platform, findings: fault.message.split("\n").map((what) => ({ ok: false, what, todo: null })) };
	}
}

function printText({ platform, findings }: Examined, words: DoctorWords): void {
	if (platform !== null)
		print({ ...names, mail: words.mail, templates: words.templates, registry: words.registry }[platform]);
	for (const { ok, what, todo, publish = [] } of findings) {
		print(`${ok ? "✓" : "✗"} ${what}`);
		if (todo !== null) print(`  → ${todo}`);
		for (const record of publish) print(words.recordLines(record));
	}
	print("");
}

function printJson({ platform, findings }: Examined): void {
	for (const finding of findings) print(JSON.stringify({ platform, ...finding }));
}
