/** What the bot's token may do at first. */
export const allScopes: readonly string[] = [
	"channels:history",
	"channels:read",
	"chat:write",
	"commands",
	"files:read",
	"files:write",
	"groups:history",
	"groups:read",
	"im:history",
	"im:read",
	"im:write",
	"metadata.message:read",
	"reactions:read",
	"reactions:write",
	"usergroups:read",
	"users:read",
];
