import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether GnuPG is on this machine; tests that need it are left out where it is not. */
export const hasGpg = spawnSync("gpg", ["--version"]).status === 0;

/** GnuPG with a key ring of its own. */
export interface Gpg {
	readonly home: string;
	/** Runs it and gives what it says, on stdout; throws when it fails. */
	run(args: readonly string[], input?: string | Uint8Array): Buffer;
	/** Makes a key without a passphrase that does not end. */
	make(name: string, algorithm: string, usage: string): void;
	publicKey(name: string): string;
	secretKey(name: string): string;
	/** Decrypts or verifies; `status` is its machine-readable report. */
	open(args: readonly string[], input: string | Uint8Array): { readonly out: Buffer; readonly status: string };
	file(name: string, content: string | Uint8Array): string;
	close(): void;
}

export function openGpg(): Gpg {
	const folder = mkdtempSync(join(tmpdir(), "mk-gpg-"));
	const home = join(folder, "home");
	mkdirSync(home, { mode: 0o700 });
	const always = [
		"--homedir",
		home,
		"--batch",
		"--no-tty",
		"--quiet",
		"--pinentry-mode",
		"loopback",
		"--passphrase",
		"",
	];
	const run: Gpg["run"] = (args, input = "") =>
		execFileSync("gpg", [...always, ...args], { input, stdio: ["pipe", "pipe", "pipe"] });
	return {
		home,
		run,
		make: (name, algorithm, usage) =>
			void run(["--quick-gen-key", `${name} <${name}@polder.example>`, algorithm, usage, "never"]),
		publicKey: (name) => run(["--armor", "--export", `${name}@polder.example`]).toString(),
		secretKey: (name) => run(["--armor", "--export-secret-keys", `${name}@polder.example`]).toString(),
		open(args, input) {
			const result = spawnSync("gpg", [...always, "--status-fd", "2", ...args], { input });
			return { out: result.stdout, status: result.stderr.toString() };
		},
		file(name, content) {
			writeFileSync(join(folder, name), content);
			return join(folder, name);
		},
		close() {
			spawnSync("gpgconf", ["--homedir", home, "--kill", "all"]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
