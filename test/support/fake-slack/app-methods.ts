import { type Method, textArg } from "./call.ts";
import { newSecret } from "./new-id.ts";
import { SlackError } from "./slack-error.ts";

/** The app's own: its socket and its manifest. */
export const appMethods: readonly Method[] = [
	{
		name: "apps.connections.open",
		token: "app",
		scope: [],
		perMinute: 50,
		args: [],
		handle: ({ world }) => {
			const ticket = newSecret();
			world.tickets.add(ticket);
			return { url: `${world.urls.socket}?ticket=${ticket}&app_id=${world.ids.appId}` };
		},
	},
	{
		name: "apps.manifest.export",
		token: "config",
		scope: [],
		perMinute: 50,
		args: ["app_id"],
		handle: (call) => {
			if (textArg(call, "app_id") !== call.world.ids.appId) throw new SlackError("invalid_app_id");
			if (!call.world.manifest) throw new SlackError("failed_export");
			return { manifest: call.world.manifest };
		},
	},
];
