import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { type Hotline, startHotline } from "../../../src/main.ts";
import { anna, sentence } from "../../support/open-app.ts";
import { publishedFiles } from "../../support/registry-files.ts";
import { type RegistryServer, startRegistryServer } from "../../support/registry-server.ts";
import { waitUntil } from "../../support/wait-until.ts";

describe("a running bot with a schedule for its registry", () => {
	let folder = "";
	let server: RegistryServer;
	let hotline: Hotline;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "meldkamer-running-"));
		server = await startRegistryServer();
		server.publish(publishedFiles({ networks: 40 }));
		const settings = {
			...{ DATA_DIR: folder, HOTLINE_LANGUAGE: "en", LIVE_LOOKUP: "off", LOCAL_CHAT_PORT: "0", LOG_LEVEL: "silent" },
			...{ REGISTRY_URL: server.url, REGISTRY_CRON: "0 4 * * 0", ALLOWED_SPECIAL_USE: "10.0.0.0/8" },
		};
		hotline = await startHotline(readConfig(settings), { onFirstStart: () => {} });
	});
	afterAll(async () => {
		await hotline?.stop();
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	});

	const told = async (line: string, options = {}) =>
		JSON.stringify(await hotline.handlers.onCommand(anna, line, options));
	const lookUp = () => told("lookup", { target: "10.0.7.1" });

	test("makes the first index by itself, and uses it without a restart", async () => {
		await waitUntil(async () => (await lookUp()).includes("abuse@one.example"), 30_000);
		await waitUntil(async () => (await told("registry show")).includes("new index"));
		expect(await told("registry show")).toContain("46");
	});

	test("takes a new one when a coordinator asks for it, and tells the status channel", async () => {
		server.publish(publishedFiles({ networks: 50, edition: "two" }), "Tue, 29 Sep 2026 22:11:50 GMT");
		expect(sentence(await hotline.handlers.onCommand(anna, "registry update", {}))).toMatch(/^The update has begun/);
		await waitUntil(async () => (await lookUp()).includes("abuse@two.example"), 30_000);
		const posts = () =>
			hotline.database.sqlExecutor(`select card::text as card from local_messages where channel = 'status'`, []);
		await waitUntil(async () => (await posts()).some(({ card }) => String(card).includes("56 objects")));
		expect((await posts()).filter(({ card }) => String(card).includes("objects"))).toHaveLength(1);
	});
});
