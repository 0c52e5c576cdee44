import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inetnumPath, publishedFiles } from "../../support/registry-files.ts";
import { answerWith, type RegistryServer, startRegistryServer } from "../../support/registry-server.ts";
import { type CliOutcome, runCli } from "../../support/run-cli.ts";

const one = publishedFiles({ networks: 40 });
const two = publishedFiles({ networks: 50, edition: "two" });

// Each is several processes of the whole program, one after the other.
describe("the command line, for the registry", { timeout: 120_000 }, () => {
	let folder = "";
	let server: RegistryServer;
	let trusted = "";
	const run = (args: readonly string[], settings: Record<string, string> = {}): Promise<CliOutcome> =>
		runCli(folder, args, {
			...{ DATA_DIR: join(folder, "data"), LIVE_LOOKUP: "off", REGISTRY_URL: server.url },
			...{ NODE_EXTRA_CA_CERTS: trusted },
			...settings,
		});

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "meldkamer-registry-cli-"));
		trusted = join(folder, "ca.pem");
		const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
			keyType: "ec",
			extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
		});
		await writeFile(trusted, pems.cert);
		server = await startRegistryServer({ tls: { key: pems.private, cert: pems.cert } });
	});
	afterAll(async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	});

	test("update: over https, with plain lines where there is no terminal; then lookup and status know it", async () => {
		expect((await run(["registry", "status"])).stdout).toContain("Make one with meldkamer registry update.");
		server.publish(one);
		const update = await run(["registry", "update"]);
		expect(update.status).toBe(0);
		expect(update.stdout).toMatch(
			/^The registry index is new: data from Tue, 29 Sept? 2026, 46 objects, 41 ranges\. Cases .+\n$/,
		);
		const lines = update.stderr.trim().split("\n");
		expect(lines.length).toBeGreaterThan(9);
		for (const line of lines) expect(line).toMatch(/^[▰▱]{20}( \d+ %)? {2}(Fetching|Reading|Writing|Checking) /);
		expect((await run(["registry", "update"])).stdout).toMatch(/^There is nothing new: no file has changed\./);
		expect((await run(["lookup", "10.0.7.1", "--json"])).stdout).toContain("abuse@one.example");
		const status = await run(["registry", "status", "--json"], { REGISTRY_CRON: "0 4 * * 0" });
		expect(JSON.parse(status.stdout)).toMatchObject({
			kind: "index",
			index: { objects: 46, ranges: 41, asOf: "2026-09-28T22:11:50.000Z" },
			lastAttempt: { result: { kind: "nothing-new" } },
			running: null,
			nextDue: expect.stringMatching(/T0[23]:00:00\.000Z$/),
		});
	});

	test("update: a failure is one plain sentence, status 1, and the index stays", async () => {
		server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
		server.next(inetnumPath, answerWith(403));
		const update = await run(["registry", "update"]);
		expect(update).toMatchObject({ status: 1, stdout: "" });
		expect(update.stderr).toMatch(
			/\nThe server does not give ripe\.db\.inetnum\.gz \(HTTP 403\)\. Look whether REGISTRY_URL is right\. The index from before stays in use\.\n$/,
		);
		const doctor = await run(["doctor"]);
		expect(doctor.stdout).toMatch(/\nRegistry\n.+✗ The last update, .+, failed\.\n {2}→ The server does not give/s);
	});

	test("update: a certificate that nobody vouches for is no line at all", async () => {
		const update = await run(["registry", "update"], { NODE_EXTRA_CA_CERTS: "", REGISTRY_DIR: join(folder, "other") });
		expect(update.status).toBe(1);
		expect(update.stderr).toMatch(/127\.0\.0\.1:\d+ could not show that it is itself/);
	});

	test("update --from: takes files at hand, also over an index that can't be read", async () => {
		const hand = await mkdtemp(join(folder, "hand-"));
		for (const [path, body] of two) await writeFile(join(hand, path.slice(path.lastIndexOf("/") + 1)), body);
		const index = join(folder, "data", "registry", "registry.index");
		await writeFile(index, (await readFile(index)).subarray(0, 1_000));
		const looked = await run(["lookup", "10.0.7.1"]);
		expect(looked).toMatchObject({ status: 1, stderr: expect.stringContaining("registry update") });
		const asked = server.asked.length;
		expect(await run(["registry", "update", "--from", hand])).toMatchObject({ status: 0 });
		expect(server.asked).toHaveLength(asked);
		expect((await run(["lookup", "10.0.7.1", "--json"])).stdout).toContain("abuse@two.example");
	});
});
