import { createServer } from "node:net";

/** `ours`: a running bot answers there. `impossible`: this machine has no such address, or may not use the port. */
export type PortState = "free" | "ours" | "taken" | "impossible";

const answerMs = 3_000;

/** Tries whether the bot's HTTP server could listen there; closes again at once. */
export async function lookAtPort(host: string, port: number, path: string): Promise<PortState> {
	const code = await listenCode(host, port);
	if (code === null) return "free";
	if (code !== "EADDRINUSE") return "impossible";
	return (await refusesUnsigned(host, port, path)) ? "ours" : "taken";
}

/** The error code with which listening failed; null when it did not. */
async function listenCode(host: string, port: number): Promise<string | null> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", (fault) => resolve("code" in fault ? String(fault.code) : "unknown"));
		server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
	});
}

/** The bot answers a request that Slack did not sign with 401. */
async function refusesUnsigned(host: string, port: number, path: string): Promise<boolean> {
	const wildcards: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
	const name = wildcards[host] ?? (host.includes(":") ? `[${host}]` : host);
	try {
		const signal = AbortSignal.timeout(answerMs);
		const response = await fetch(`http://${name}:${port}${path}`, { method: "POST", body: "{}", signal });
		await response.body?.cancel();
		return response.status === 401;
	} catch {
		return false;
	}
}
