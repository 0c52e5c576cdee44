import { type Call, type Method, textArg } from "./call.ts";
import { SlackError } from "./slack-error.ts";

/** Whether the token may call the method; throws as Slack refuses. */
export function authorize(call: Call, method: Method, authorization: string | undefined): void {
	const { world } = call;
	const token = authorization?.replace(/^Bearer /i, "") ?? textArg(call, "token");
	if (token === "") throw new SlackError("not_authed");
	const kind = kindOf(call, token);
	if (kind === null) throw new SlackError("invalid_auth");
	if (kind !== "config" && world.revokedTokens.has(kind)) throw new SlackError("token_revoked");
	if (kind !== method.token) throw new SlackError("not_allowed_token_type");
	if (kind !== "bot") return;
	const needed = typeof method.scope === "function" ? method.scope(call) : method.scope;
	if (needed.length === 0 || needed.some((scope) => world.scopes.has(scope))) return;
	throw new SlackError("missing_scope", { needed: needed.join(","), provided: [...world.scopes].join(",") });
}

function kindOf({ world }: Call, token: string): Method["token"] | null {
	if (token === world.botToken) return "bot";
	if (token === world.appToken) return "app";
	return token.startsWith("xoxe") ? "config" : null;
}
