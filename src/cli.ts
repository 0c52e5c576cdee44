#!/usr/bin/env node
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CliRefusal, type ExitStatus, exitStatus } from "./cli/outcome.ts";
import { type Config, loadConfig } from "./config.ts";
import { Category } from "./core/case/event.ts";
import type { MailPart } from "./core/notice/render-notice.ts";
import type { EntryList } from "./core/thread/entries-card.ts";

let status: ExitStatus = exitStatus.fine;
/** Each command's own code is loaded when it is run: all of it takes a second and 100 MB that a small command has no use for. */
const run =
	<M, A extends unknown[]>(
		load: () => Promise<M>,
		work: (module: M, config: Config, ...given: A) => Promise<ExitStatus>,
	) =>
	async (...given: A): Promise<void> => {
		const config = loadConfig();
		status = await work(await load(), config, ...given);
	};

function wholeNumber(text: string): number {
	if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1.");
	return Number(text);
}

function dnsLabel(text: string): string {
	if (!/^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(text))
		throw new InvalidArgumentError("It must be letters, digits and hyphens, such as s2026.");
	return text.toLowerCase();
}

/** `2/3`: the second of three mails. */
function mailPart(text: string): MailPart {
	const [, number, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? [];
	if (number === undefined || of === undefined || Number(number) > Number(of))
		throw new InvalidArgumentError("It must be a part and how many there are, such as 2/3.");
	return { number: Number(number), of: Number(of) };
}

/** Where Slack reaches the bot; without the slash at the end. */
function secureAddress(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url?.protocol !== "https:" || url.search !== "" || url.hash !== "")
		throw new InvalidArgumentError("It must be an address that begins with https://.");
	return url.href.replace(/\/+$/, "");
}

const program = new Command("meldkamer")
	.description("Chat bot for volunteer security hotlines: from a report to one mail per network operator.")
	.exitOverride()
	.configureOutput({
		outputError: (message, write) => write(`${message.replace(/^error: /, "").trim()}; see meldkamer --help\n`),
	});

const columnFlag = ["--column <n>", "the column with the addresses, counted from 1", wholeNumber] as const;
const registryFlag = ["--registry <dir>", "folder with files of the RIPE database (default: REGISTRY_DIR)"] as const;
const offlineFlag = ["--offline", "ask nothing over the network"] as const;
const jsonFlag = ["--json", "JSON on stdout"] as const;

program
	.command("start")
	.description("run the bot")
	.action(
		run(
			() => import("./cli/start.ts"),
			({ start }, config) => start(config),
		),
	);
program
	.command("demo")
	.description("run the main job unattended, on made-up operators; nothing leaves this machine")
	.option("--report <file>", "another report than the demo's own")
	.option("--data <dir>", "use this data folder, and go on where a demo was cut off in it")
	.option(...columnFlag)
	.option("--serve", "leave the page open with the case in it")
	.action(
		run(
			() => import("./cli/demo.ts"),
			({ demo }, config, { report = null, data = null, column = null, serve = false }) =>
				demo({ report, data, column, serve }, config),
		),
	);
program
	.command("inspect")
	.description("say what is in a report, and what could not be read")
	.argument("<file>")
	.option("--operators", "who holds its addresses, by the index of the registry alone")
	.option(...registryFlag)
	.option(...columnFlag)
	.option(...jsonFlag)
	.action(
		run(
			() => import("./cli/inspect.ts"),
			async (module, config, file: string, flags) => {
				const { json = false, column = null, operators = false, registry = null } = flags;
				if (!operators) return module.inspect(file, { json, column }, config);
				const { inspectOperators } = await import("./cli/inspect-operators.ts");
				return inspectOperators(file, { json, column, registry }, config);
			},
		),
	);
program
	.command("lookup")
	.description("say who is behind addresses, networks, AS numbers or hosts; with --json one object a line")
	.argument("<target...>")
	.option(...registryFlag)
	.option(...offlineFlag)
	.option(...jsonFlag)
	.action(
		run(
			() => import("./cli/lookup.ts"),
			({ lookup }, config, targets: string[], { registry = null, offline = false, json = false }) =>
				lookup(targets, { registry, offline, json }, config),
		),
	);
program
	.command("dry-run")
	.description("the whole pipeline with no chat and no sending: one .eml per operator")
	.argument("<file>")
	.requiredOption("--out <dir>", "folder for the .eml files")
	.option(...registryFlag)
	.option(...offlineFlag)
	.option(...columnFlag)
	.option("--title <text>", "title of the case (default: the file's name)")
	.option("--description <text>", "description of the case (default: the title)")
	.option("--category <name>", "category of the case", "vulnerability")
	.option(...jsonFlag)
	.action(
		run(
			() => import("./cli/dry-run.ts"),
			({ dryRunFile }, config, file: string, flags) => {
				const {
					registry = null,
					offline = false,
					column = null,
					json = false,
					title = null,
					description = null,
				} = flags;
				const { out, category } = flags;
				return dryRunFile(file, { out, registry, offline, column, json, title, description, category }, config);
			},
		),
	);
program
	.command("preview")
	.description("show a mail about made-up systems, as the templates make it; nothing is sent")
	.addArgument(new Argument("[category]", "of the case").choices(Category.options).default("vulnerability"))
	.option("--all", "every category, Dutch first and English first")
	.option("--check", "only say whether the templates can be used")
	.addOption(
		new Option("--order <languages>", "which languages, in this order").choices(["nl,en", "en,nl", "nl", "en"]),
	)
	.option("--rows <n>", "systems in the list, at most 200", wholeNumber, 3)
	.option("--round <n>", "which mailing of the case; from 2 on the mail is a repeat", wholeNumber, 1)
	.option("--part <n/of>", "the list is spread over several mails, such as 2/3", mailPart)
	.option("--test", "as a test mail for a volunteer")
	.option("--out <dir>", "write .eml files, which a mail program opens, and .txt files to this folder")
	.action(
		run(
			() => import("./cli/preview.ts"),
			({ preview }, config, category: Category, flags) => {
				const { all = false, check = false, order = null, rows, round, part = null, test = false, out = null } = flags;
				return preview({ category, all, check, order, rows: Math.min(rows, 200), round, part, test, out }, config);
			},
		),
	);
program
	.command("doctor")
	.description("say whether Discord, Slack, the mail and the index are as the bot needs them, and what to do where not")
	.option("--json", "one JSON object a line on stdout")
	.action(
		run(
			() => import("./cli/doctor.ts"),
			({ doctor }, config, { json = false }) => doctor({ json }, config),
		),
	);
const discord = program.command("discord").description("set the bot up in Discord");
discord
	.command("invite")
	.description("print the link that adds the bot to a server, with the permissions that it needs")
	.action(
		run(
			() => import("./cli/discord.ts"),
			({ discordInvite }, config) => discordInvite(config),
		),
	);
discord
	.command("register")
	.description("register the slash commands in the server")
	.action(
		run(
			() => import("./cli/discord.ts"),
			({ discordRegister }, config) => discordRegister(config),
		),
	);
const registry = program.command("registry").description("the local index of the RIPE database");
registry
	.command("update")
	.description("fetch what is new from REGISTRY_URL and make an index of it; the one in use stays when that fails")
	.option("--from <dir>", "use the files in this folder and fetch nothing")
	.option("--accept-smaller", "take files and an index that are less than half as large as before, too")
	.action(
		run(
			() => import("./cli/registry.ts"),
			({ registryUpdate }, config, { from = null, acceptSmaller = false }) =>
				registryUpdate({ from, acceptSmaller }, config),
		),
	);
registry
	.command("status")
	.description("how old the index is, what is in it, and how the last update went")
	.option(...jsonFlag)
	.action(
		run(
			() => import("./cli/registry.ts"),
			({ registryStatusCommand }, config, { json = false }) => registryStatusCommand({ json }, config),
		),
	);
const directory = program.command("directory").description("the team's contacts and opt-outs, as files");
const listArgument = () => new Argument("<list>", "which of the two").choices(["contacts", "optouts"]);
directory
	.command("export")
	.description("write a list as CSV")
	.addArgument(listArgument())
	.argument("<file>")
	.action(
		run(
			() => import("./cli/directory.ts"),
			({ directoryExport }, config, list: EntryList, file: string) => directoryExport(list, file, config),
		),
	);
directory
	.command("import")
	.description("add and change entries from CSV: all of them, or none when a row can't be taken; no entry is removed")
	.addArgument(listArgument())
	.argument("<file>")
	.option("--dry-run", "only say what would be done")
	.option("--by <name>", "who does it, for the history (default: the user of this machine)")
	.action(
		run(
			() => import("./cli/directory.ts"),
			({ directoryImport }, config, list: EntryList, file: string, { dryRun = false, by = null }) =>
				directoryImport(list, file, { dryRun, by, config }),
		),
	);
directory
	.command("check")
	.description("say which entries are in each other's way, don't work, end soon or have ended")
	.action(
		run(
			() => import("./cli/directory.ts"),
			({ directoryCheck }, config) => directoryCheck(config),
		),
	);
const mail = program.command("mail").description("what sending mail needs, and stopping it in an emergency");
mail
	.command("dkim-key")
	.description("make a key for DKIM, and print the record to publish")
	.requiredOption("--selector <name>", "name of the key in DNS, such as s2026", dnsLabel)
	.requiredOption("--out <file>", "new file for the private key")
	.action(
		run(
			() => import("./cli/mail.ts"),
			({ mailDkimKey }, config, { selector, out }) => mailDkimKey({ selector, out }, config),
		),
	);
const byFlag = ["--by <name>", "who does it, for all to read (default: the user of this machine)"] as const;
mail
	.command("stop")
	.description("no notice of any case goes out from now on")
	.argument("<reason>", "why; everybody reads it")
	.option(...byFlag)
	.action(
		run(
			() => import("./cli/mailing-stop.ts"),
			({ mailStop }, config, reason: string, { by = null }) => mailStop(reason, { by }, config),
		),
	);
mail
	.command("resume")
	.description("lift the stop; cases that it paused are resumed one by one, in the chat")
	.option(...byFlag)
	.action(
		run(
			() => import("./cli/mailing-stop.ts"),
			({ mailResume }, config, { by = null }) => mailResume({ by }, config),
		),
	);
mail
	.command("status")
	.description("say whether all mailing is stopped, by whom, when and why")
	.action(
		run(
			() => import("./cli/mailing-stop.ts"),
			({ mailStatus }, config) => mailStatus(config),
		),
	);
const slack = program.command("slack").description("set the bot up in Slack");
slack
	.command("manifest")
	.description("print what to paste where a Slack app is made")
	.option("--write", "write it to slack-manifest.json at the root of the package")
	.option("--http <address>", "for SLACK_MODE=http: where Slack reaches the bot, as https://bot.example", secureAddress)
	.addOption(new Option("--language <language>", "of its few words").choices(["en", "nl"]).default("en"))
	.action(
		run(
			() => import("./cli/slack.ts"),
			({ slackManifest }, _config, { write = false, http = null, language }) =>
				slackManifest({ write, http, language }),
		),
	);
program
	.command("migrate")
	.description("bring the store up to date")
	.action(
		run(
			() => import("./cli/migrate.ts"),
			({ migrate }, config) => migrate(config),
		),
	);

// Whoever reads has seen enough (`| head`).
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
	if (fault.code !== "EPIPE") throw fault;
	process.exit();
});
try {
	await program.parseAsync();
} catch (fault) {
	if (fault instanceof CommanderError) status = fault.exitCode === 0 ? exitStatus.fine : exitStatus.wrongUse;
	else {
		status = fault instanceof CliRefusal ? fault.status : exitStatus.refused;
		const { plainFault } = await import("./cli/plain-fault.ts");
		process.stderr.write(`${plainFault(fault)}\n`);
	}
}
process.exitCode = status;
