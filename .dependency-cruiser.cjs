// Who may import whom (ARCHITECTURE.md). Type-only imports count: a type names a layer as much as a call does.

/** Each SDK lives in one folder of src/ (or commands/, for none). */
const sdkHomes = [
	["src/chat/discord/", ["discord\\.js", "@discordjs/[^/]+", "discord-api-types"]],
	["src/chat/slack/", ["@slack/[^/]+"]],
	["src/chat/local/", ["hono", "@hono/[^/]+"]],
	["src/chat/local/page/", ["preact", "@preact/[^/]+"]],
	["src/db/", ["@prisma/[^/]+", "prisma", "pg", "@electric-sql/[^/]+", "pglite-prisma-adapter"]],
	["src/jobs/", ["pg-boss", "cron-parser"]],
	["src/mail/pgp/", ["openpgp"]],
	["src/mail/", ["yazl", "nodemailer", "postal-mime"]],
	["src/lookup/", ["whoiser", "undici", "cockatiel", "p-queue", "tldts", "email-providers"]],
	["src/chart/", ["echarts", "@resvg/[^/]+", "@expo-google-fonts/[^/]+"]],
	["src/intake/", ["yauzl"]],
	["src/log", ["pino"]],
	["src/cli", ["commander"]],
];
const inPackage = (names) => `(?:^|node_modules/)(?:${names.join("|")})(?:/|$)`;

/** From `from` only to `to`; everything else fails. */
const only = (name, from, to) => ({
	name,
	severity: "error",
	from: { path: from },
	to: { pathNot: to },
});

module.exports = {
	forbidden: [
		only("core-is-pure", "^src/core/", ["^src/core/", "^src/text/", inPackage(["zod"])]),
		only("text-is-pure", "^src/text/", ["^src/text/", "^src/core/"]),
		{
			name: "text-takes-only-types-of-core",
			severity: "error",
			from: { path: "^src/text/" },
			to: { path: "^src/core/", dependencyTypesNot: ["type-only"] },
		},
		only("ports-know-core-only", "^src/ports/", ["^src/ports/", "^src/core/"]),
		// Of Node only what reaches nothing outside: hashes and random ids, and waiting.
		only("app-knows-ports-and-core", "^src/app/", ["^src/(?:app|ports|core|text)/", "^(?:crypto|timers/promises)$"]),
		only("commands-know-no-platform", "^commands/", ["^commands/", "^src/(?:app|ports|core|text)/"]),
		only("demo-knows-core-only", "^src/demo/", ["^src/(?:demo|core|ports)/", "^(?:fs/promises|path)$"]),
		only("config-knows-zod-only", "^src/config\\.ts$", [inPackage(["zod"]), "^(?:fs|process)$"]),
		{
			name: "shells-stand-apart",
			comment: "A shell sees itself, ports, core and its own SDK; never another shell, app, commands or text.",
			severity: "error",
			from: { path: "^src/(chat/[^/]+|chart|download|intake|lookup|registry|mail|templates|db|jobs)/" },
			to: { path: "^(?:src|commands)/", pathNot: ["^src/$1/", "^src/(?:ports|core)/"] },
		},
		{
			name: "log-stands-apart",
			severity: "error",
			from: { path: "^src/log" },
			to: { path: "^(?:src|commands)/", pathNot: ["^src/log", "^src/(?:ports|core)/"] },
		},
		{
			name: "only-the-root-sees-all",
			comment: "main.ts and cli.ts put the house together; nobody imports them.",
			severity: "error",
			from: { path: "^(?:src|commands)/", pathNot: "^src/(?:main|cli)" },
			to: { path: "^src/(?:main|cli)" },
		},
		...sdkHomes.map(([home, packages]) => ({
			name: `sdk-at-home-in-${home.replace(/^src\/|\/$/g, "").replaceAll("/", "-")}`,
			severity: "error",
			from: { path: "^(?:src|commands)/", pathNot: `^${home}` },
			to: { path: inPackage(packages) },
		})),
		{
			name: "product-knows-no-tests",
			severity: "error",
			from: { path: "^(?:src|commands)/" },
			to: { path: "^(?:test|bench|scripts)/" },
		},
		{
			name: "no-dev-packages-in-the-product",
			comment: "The page is bundled when it is built, so its packages are needed then only.",
			severity: "error",
			from: { path: "^(?:src|commands)/", pathNot: "^src/chat/local/page/" },
			to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
		},
		{
			name: "no-unlisted-package",
			severity: "error",
			from: { path: "^(?:src|commands)/" },
			to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
		},
		{ name: "resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
		{
			name: "no-cycles",
			comment: "A circle that only types close is gone when the program runs.",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "no-orphans",
			severity: "error",
			from: { orphan: true, path: "^(?:src|commands)/", pathNot: ["^src/(?:main|cli)\\.ts$", "\\.d\\.ts$"] },
			to: {},
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(?:dist|coverage|src/db/generated)/" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "require", "node", "default", "types"],
			mainFields: ["module", "main", "types", "typings"],
		},
	},
};
