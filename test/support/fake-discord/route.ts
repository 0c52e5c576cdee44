import type { UploadedFile } from "./read-body.ts";
import type { World } from "./world.ts";

/** One request, its path taken apart. */
export interface Call {
	readonly world: World;
	/** `POST /channels/:id/messages`. */
	readonly name: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly body: unknown;
	readonly files: readonly UploadedFile[];
}

export interface Answer {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** Discord's schema for `body`, for the fake's own tests; with `[]` a list of them. */
	readonly schema?: string;
}

export interface Route {
	readonly method: string;
	/** `/channels/:channel/messages`. */
	readonly path: string;
	/** False for what an interaction's token opens. */
	readonly needsBot: boolean;
	readonly handle: (call: Call) => Answer;
}

export function route(method: string, path: string, handle: Route["handle"], needsBot = true): Route {
	return { method, path, needsBot, handle };
}

/** The route of a path and what its placeholders stand for, or null. */
export function matchRoute(
	routes: readonly Route[],
	method: string,
	path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
	const parts = path.split("/");
	for (const candidate of routes) {
		if (candidate.method !== method) continue;
		const pattern = candidate.path.split("/");
		if (pattern.length !== parts.length) continue;
		const params: Record<string, string> = {};
		const fits = pattern.every((piece, index) => {
			const part = decodeURIComponent(parts[index] ?? "");
			if (!piece.startsWith(":")) return piece === part;
			params[piece.slice(1)] = part;
			return part !== "";
		});
		if (fits) return { route: candidate, params };
	}
	return null;
}

/** The path with its ids and tokens taken out, as counts and buckets name it. */
export function routeName(method: string, path: string): string {
	const plain = decodeURIComponent(path)
		.replace(/\/(interactions|webhooks)\/\d+\/[^/]+/, "/$1/:id/:token")
		.replaceAll(/\/\d{17,20}(?=\/|$)/g, "/:id");
	return `${method} ${plain}`;
}
