import { Icon } from "./icons.tsx";
import { Avatar } from "./message-view.tsx";
import { PersonaMenu } from "./persona-menu.tsx";
import { useChat } from "./use-chat.ts";
import type { Theme } from "./use-theme.ts";

const themeIcons = { system: "contrast", light: "sun", dark: "moon" } as const;

export function Topbar({ theme, onTheme }: { theme: Theme; onTheme: () => void }) {
	const { state, t, show } = useChat();
	const { connection } = state;
	return (
		<header class="topbar">
			<a class="brand" href="#/">
				<Avatar name={null} />
				<span>Meldkamer</span>
			</a>
			<p class="banner">
				<b>{t.banner}</b> <span>{state.setup?.outbox === true ? t.bannerMail : t.bannerSmtp}</span>
			</p>
			<span class={`connection connection-${connection}`} role="status" title={t.connection[connection]}>
				<span class="dot" aria-hidden="true" />
				<span class="connection-text">{t.connection[connection]}</span>
			</span>
			<button type="button" class="icon-button" aria-label={t.theme[theme]} title={t.theme[theme]} onClick={onTheme}>
				<Icon name={themeIcons[theme]} />
			</button>
			<button
				type="button"
				class="icon-button"
				aria-label={t.help}
				title={`${t.help} (?)`}
				onClick={() => show({ kind: "help" })}
			>
				<Icon name="help" />
			</button>
			<PersonaMenu />
		</header>
	);
}
