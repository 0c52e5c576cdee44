import { parseHost } from "../../core/report/parse-host.ts";
import { isSpecialUseTarget } from "../../core/report/special-use.ts";
import { SiteFault } from "./site-fault.ts";

/** As long as in a report. */
const maxUrl = 2048;

/**
 * Where a redirect leads, if we may go there: https on its own port, to a host name (no address in any spelling, no special-use
 * name), without a user name or password. Throws a `SiteFault` for anything else. The name's addresses are not judged here.
 */
export function checkedUrl(location: unknown, from: URL): URL {
	const url = typeof location === "string" && URL.canParse(location, from.href) ? new URL(location, from) : null;
	if (url?.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
		throw new SiteFault("site-redirect");
	}
	const host = parseHost(url.hostname);
	if (!host.ok || url.href.length > maxUrl) throw new SiteFault("site-redirect");
	if (isSpecialUseTarget({ kind: "host", text: host.host, host: host.host }, [])) {
		throw new SiteFault("host-in-special-use");
	}
	url.hostname = host.host;
	url.hash = "";
	return url;
}
