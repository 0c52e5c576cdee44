import type { LocalThread } from "../wire.ts";
import { Icon, ToneIcon } from "./icons.tsx";
import { channelOf, channels, hashOf, threadChannel, threadOf } from "./state.ts";
import { useChat } from "./use-chat.ts";

export function Sidebar() {
	const { state, t } = useChat();
	const open = state.threads.filter((thread) => !thread.archived);
	const archived = state.threads.filter((thread) => thread.archived);
	const { route } = state;
	const current = route.view === "mail" ? null : channelOf(route);
	return (
		<nav class="sidebar" aria-label={t.channelsTitle}>
			<h2>{t.channelsTitle}</h2>
			<ul>
				{channels.map((name) => (
					<li key={name}>
						<a
							class="nav-item"
							href={hashOf({ view: "channel", channel: name, thread: null })}
							aria-current={current === name ? "page" : undefined}
						>
							<Icon name="hash" />
							<span class="nav-name">{t.channels[name].name}</span>
							<Badge count={state.unread[name] ?? 0} />
						</a>
					</li>
				))}
				{state.setup?.outbox === true && (
					<li>
						<a
							class="nav-item"
							href={hashOf({ view: "mail", mail: null })}
							aria-current={route.view === "mail" ? "page" : undefined}
						>
							<Icon name="mail" />
							<span class="nav-name">{t.mail}</span>
							{(state.mails?.length ?? 0) > 0 && <span class="nav-count">{state.mails?.length}</span>}
						</a>
					</li>
				)}
			</ul>
			<h2>{t.threadsTitle}</h2>
			{state.threads.length === 0 && <p class="nav-empty">{t.noThreads}</p>}
			<ul>
				{open.map((thread) => (
					<ThreadLink key={thread.id} thread={thread} />
				))}
			</ul>
			{archived.length > 0 && (
				<details class="archived">
					<summary>
						{t.archivedTitle} <span class="nav-count">{archived.length}</span>
					</summary>
					<ul>
						{archived.map((thread) => (
							<ThreadLink key={thread.id} thread={thread} />
						))}
					</ul>
				</details>
			)}
		</nav>
	);
}

function ThreadLink({ thread }: { thread: LocalThread }) {
	const { state, t } = useChat();
	const current = threadOf(state.route) === thread.id;
	const [number = "", ...rest] = thread.title.split(" · ");
	return (
		<li>
			<a
				class="nav-item nav-thread"
				href={hashOf({ view: "channel", channel: "cases", thread: thread.id })}
				aria-current={current ? "true" : undefined}
				title={thread.title}
			>
				<ToneIcon tone={thread.tone} label={t.tones[thread.tone]} />
				<span class="nav-name">
					{number}
					{rest.length > 0 && <small>{rest.join(" · ")}</small>}
				</span>
				<Badge count={state.unread[threadChannel(thread.id)] ?? 0} />
			</a>
		</li>
	);
}

function Badge({ count }: { count: number }) {
	const { t } = useChat();
	if (count === 0) return null;
	return (
		<span class="badge">
			{count}
			<span class="hidden"> {t.newMessages(count)}</span>
		</span>
	);
}
