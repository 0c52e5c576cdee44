import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { z } from "zod";

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
	z.enum(values, { error: `must be one of ${values.join(", ")}` });
const flag = oneOf(["on", "off"]).transform((value) => value === "on");
const list = z.string().transform((value) =>
	value
		.split(",")
		.map((part) => part.trim())
		.filter((part) => part !== ""),
);
const number = (min: number, max: number) => {
	const error = `must be a whole number from ${min} to ${max}`;
	return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const text = (max: number) => z.string().max(max, { error: `must be at most ${max} characters` });
const idPattern = /^\d{17,20}$/;
const idRule = "must be an id of Discord: 17 to 20 digits (right-click, Copy ID)";
const snowflake = z.string().regex(idPattern, idRule);
const snowflakes = list.refine((ids) => ids.every((id) => idPattern.test(id)), idRule).default([]);
const link = z.url({ protocol: /^https?$/, error: "must be a link that begins with http:// or https://" });
const groupIds = list
	.refine(
		(ids) => ids.every((id) => /^S[A-Z0-9]{6,20}$/.test(id)),
		"must be ids of Slack user groups, which begin with S, with commas",
	)
	.default([]);
const personIds = list
	.refine(
		(ids) => ids.every((id) => /^[UW][A-Z0-9]{6,20}$/.test(id)),
		"must be ids of people in Slack, which begin with U or W, with commas (profile, ⋮, Copy member ID)",
	)
	.default([]);
const conversation = z
	.string()
	.regex(
		/^[CG][A-Z0-9]{6,20}$/,
		"must be the id of a Slack channel, which begins with C or G (channel name, About, at the bottom)",
	);
const cron = /^\s*(?:[\d*/,A-Za-z-]+\s+){4}[\d*/,A-Za-z-]+\s*$/;

const domainName = z
	.string()
	.max(253)
	.regex(
		/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i,
		"must be a name as in DNS: letters, digits and hyphens, in parts with dots",
	)
	.transform((name) => name.toLowerCase());
const isAddress = (value: string) => z.ipv4().safeParse(value).success || z.ipv6().safeParse(value).success;

/** `address`, `address:port` or `[IPv6]:port`, as `dns.setServers` takes it. */
function isNameServer(text: string): boolean {
	const [, v6, v4] = /^(?:\[([0-9a-f:.]+)\](?::\d{1,5})?|([0-9.]+)(?::\d{1,5})?)$/i.exec(text) ?? [];
	return isAddress(v6 ?? v4 ?? text);
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/** The settings, read once. The only reader of the environment; see `.env.example` for what each means. */
const Environment = z.object({
	DATABASE_URL: z
		.string()
		.regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
		.optional(),
	DATA_DIR: z.string().min(1).default("data"),
	HOTLINE_LANGUAGE: oneOf(["nl", "en"]).default("nl"),
	HOTLINE_NAME: text(80).default("Security Meldpunt (proef)"),
	HOTLINE_WEBSITE: link.default("https://meldpunt.example"),
	HOTLINE_COUNTRIES: list
		.refine(
			(codes) => codes.every((code) => /^[A-Z]{2}$/.test(code)),
			"must be country codes of two capitals, with commas",
		)
		.default(["NL"]),
	CASE_PREFIX: z
		.string()
		.regex(/^[A-Z][A-Z0-9]{1,7}$/, "must be 2 to 8 capitals or digits, a capital first")
		.default("NSM"),
	POLL_QUORUM: number(1, 20).default(2),
	POLL_HOURS: number(1, 720).default(72),
	RETENTION_DAYS: number(0, 1095).default(90),
	MAX_UPLOAD_MB: number(1, 2048).default(100),
	ALLOWED_SPECIAL_USE: list.default([]),
	STATUS_CRON: z.string().regex(cron, "must have five fields: minute hour day month weekday").default("0 9 * * 1-5"),
	TIME_ZONE: z.string().refine(isTimeZone, "must be a time zone such as Europe/Amsterdam").default("Europe/Amsterdam"),
	MAIL_FROM: z.email({ error: "must be one mail address" }).default("meldpunt@meldpunt.example"),
	SMTP_URL: z
		.string()
		.regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
		.optional(),
	BOUNCE_ADDRESS: z
		.email({ error: "must be one mail address" })
		.regex(/^[^@+]{1,16}@/, "must have at most 16 characters before the @, and no + among them")
		.optional(),
	IMAP_URL: z
		.string()
		.regex(/^imaps?:\/\//, "must begin with imap:// or imaps://")
		.optional(),
	IMAP_MAILBOX: z.string().min(1).max(200).default("INBOX"),
	IMAP_MOVE: z
		.string()
		.transform((value) => (value.trim() === "off" ? [] : value.split(",").map((name) => name.trim())))
		.refine(
			(names) =>
				names.length === 0 || (names.length === 2 && names.every((name) => /^[^\s/][^\r\n*%\\"]{0,199}$/.test(name))),
			"must be the names of two folders with a comma, or off",
		)
		.default(["Meldkamer/Bounces", "Meldkamer/Automatic"]),
	SMTP_CA: z.string().min(1).optional(),
	MAIL_EHLO_NAME: z
		.string()
		.regex(
			/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i,
			"must be this machine's name on the internet, such as mail.meldpunt.example",
		)
		.optional(),
	MAIL_CONNECTIONS: number(1, 50).default(5),
	MAIL_PER_MINUTE: number(0, 60000).default(60),
	MAIL_PER_MINUTE_PER_DOMAIN: number(0, 60000).default(20),
	MAIL_MAX_MB: number(1, 100).default(10),
	TEMPLATES_DIR: z.string().min(1).optional(),
	DKIM_DOMAIN: domainName.optional(),
	DKIM_SELECTOR: domainName.optional(),
	DKIM_KEY: text(16_384).optional(),
	PGP_PRIVATE_KEY: text(131_072).optional(),
	PGP_PASSPHRASE: text(1_000).optional(),
	PGP_SIGN: flag.default(false),
	MAIL_IPS: list.refine((ips) => ips.every(isAddress), "must be IP addresses, with commas").default([]),
	REGISTRY_DIR: z.string().min(1).optional(),
	REGISTRY_URL: link.transform((url) => (url.endsWith("/") ? url : `${url}/`)).default("https://ftp.ripe.net/"),
	REGISTRY_CRON: z.string().regex(cron, "must have five fields: minute hour day month weekday").optional(),
	REGISTRY_COUNTRY: z
		.string()
		.regex(/^[A-Z]{2}$/, "must be a country code of two capitals")
		.optional(),
	LIVE_LOOKUP: flag.default(true),
	DNS_SERVERS: list
		.refine(
			(servers) => servers.every(isNameServer),
			"must be addresses of name servers, each with a port if it is not 53, with commas (192.0.2.53 or [2001:db8::53]:5353)",
		)
		.default([]),
	WEBSITE_CONTACT: oneOf(["security-txt", "operator"]).default("security-txt"),
	CONTACT_MAX_AGE_DAYS: number(1, 3650).default(30),
	CONSUMER_MAIL_DOMAINS: list
		.refine(
			(domains) => domains.every((domain) => /^@?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain)),
			"must be mail domains, with commas (example.nl, example.be)",
		)
		.default([]),
	LOCAL_CHAT: oneOf(["on", "off", "auto"]).default("auto"),
	LOCAL_CHAT_PORT: number(0, 65535).default(8384),
	DISCORD_TOKEN: z
		.string()
		.regex(
			/^[\w-]{10,}\.[\w-]+\.[\w-]+$/,
			"must be the bot's token as the developer portal shows it, in three parts with dots",
		)
		.optional(),
	DISCORD_SERVER: snowflake.optional(),
	DISCORD_VOLUNTEER_ROLES: snowflakes,
	DISCORD_COORDINATOR_ROLES: snowflakes,
	DISCORD_CASES_CHANNEL: snowflake.optional(),
	DISCORD_STATUS_CHANNEL: snowflake.optional(),
	DISCORD_REPORTS_CHANNEL: snowflake.optional(),
	DISCORD_THREADS: oneOf(["public", "private"]).default("public"),
	DISCORD_FILE_HOSTS: list.default(["cdn.discordapp.com", "media.discordapp.net"]),
	DISCORD_API_URL: link.default("https://discord.com/api"),
	SLACK_BOT_TOKEN: z
		.string()
		.regex(/^xoxb-[\w-]+$/, "must be the bot's token, which begins with xoxb- (OAuth & Permissions)")
		.optional(),
	SLACK_MODE: oneOf(["socket", "http"]).default("socket"),
	SLACK_APP_TOKEN: z
		.string()
		.regex(/^xapp-[\w-]+$/, "must be an app-level token, which begins with xapp- (Basic Information, App-Level Tokens)")
		.optional(),
	SLACK_SIGNING_SECRET: z
		.string()
		.regex(
			/^[0-9a-f]{32}$/,
			"must be the app's signing secret, 32 digits and letters a to f (Basic Information, App Credentials)",
		)
		.optional(),
	SLACK_HTTP_PORT: number(1, 65535).default(3000),
	SLACK_HTTP_HOST: text(253).default("127.0.0.1"),
	SLACK_VOLUNTEER_GROUPS: groupIds,
	SLACK_COORDINATOR_GROUPS: groupIds,
	SLACK_VOLUNTEERS: personIds,
	SLACK_COORDINATORS: personIds,
	SLACK_CASES_CHANNEL: conversation.optional(),
	SLACK_STATUS_CHANNEL: conversation.optional(),
	SLACK_DELETE_UPLOADS: flag.default(true),
	SLACK_FILE_HOSTS: list.default(["files.slack.com"]),
	SLACK_API_URL: link.transform((url) => (url.endsWith("/") ? url : `${url}/`)).default("https://slack.com/api/"),
	SLACK_CONFIG_TOKEN: z
		.string()
		.regex(
			/^xoxe\.xoxp-[\w-]+$/,
			"must be an app configuration token, which begins with xoxe.xoxp- (api.slack.com/apps, Your App Configuration Tokens)",
		)
		.optional(),
	LOG_LEVEL: oneOf(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface Config extends Readonly<z.infer<typeof Environment>> {}

/** A setting that cannot be used. `message` is one plain sentence per setting, without its value. */
export class ConfigError extends Error {
	constructor(problems: readonly string[]) {
		super(problems.join("\n"));
		this.name = "ConfigError";
	}
}

/** Reads the settings; empty values count as absent. Throws `ConfigError` that names each setting and what it must be. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
	const result = Environment.safeParse(present);
	if (result.success) return result.data;
	throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
}

/** The settings of this process: its environment, and below that a file `.env` in the current folder. Throws as `readConfig`. */
export function loadConfig(): Config {
	if (existsSync(".env")) loadEnvFile(".env");
	return readConfig(process.env);
}
