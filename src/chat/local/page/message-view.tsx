import type { LocalMessage } from "../wire.ts";
import { CardView } from "./card-view.tsx";
import { Icon } from "./icons.tsx";
import { useChat } from "./use-chat.ts";

export interface MessageProps {
	readonly message: LocalMessage;
	/** Follows closely on one by the same author: no name and picture again. */
	readonly follows: boolean;
	/** Set where the message may have a thread to open. */
	readonly onOpenThread?: (() => void) | undefined;
	readonly threadMessages?: number | undefined;
	readonly threadUnread?: number;
}

export function initials(name: string): string {
	const parts = name.split(/\s+/).filter((part) => part !== "");
	return `${parts[0]?.[0] ?? ""}${parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

/** One of six colours, always the same for a name. */
export function shade(name: string): number {
	return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % 6;
}

export function Avatar({ name }: { name: string | null }) {
	if (name === null)
		return (
			<span class="avatar avatar-bot" aria-hidden="true">
				<svg viewBox="0 0 20 20" class="icon" focusable="false" aria-hidden="true">
					<path d="M10 16.500v-4M10 12.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4M6.200 14.300a5.400 5.400 0 1 1 7.600 0M3.900 16.600a8.600 8.600 0 1 1 12.200 0" />
				</svg>
			</span>
		);
	return (
		<span class={`avatar shade-${shade(name)}`} aria-hidden="true">
			{initials(name)}
		</span>
	);
}

export function MessageView({ message, follows, onOpenThread, threadMessages, threadUnread = 0 }: MessageProps) {
	const { t, place, state } = useChat();
	const time = new Date(message.postedAt);
	const clock = time.toLocaleTimeString(t.locale, { hour: "2-digit", minute: "2-digit" });
	const author = message.author ?? t.bot;
	return (
		<article
			class={`message ${follows ? "follows" : ""} ${message.visibleTo === null ? "" : "private"}`}
			aria-label={`${author}, ${clock}`}
			data-message={message.id}
			tabIndex={-1}
		>
			<div class="gutter">
				{follows ? (
					<time class="side-time" dateTime={message.postedAt}>
						{clock}
					</time>
				) : (
					<Avatar name={message.author} />
				)}
			</div>
			<div class="content">
				{!follows && (
					<header>
						<span class="author">{author}</span>
						{message.author === null && <span class="tag">{t.botTag}</span>}
						<time dateTime={message.postedAt} title={time.toLocaleString(t.locale)}>
							{clock}
						</time>
					</header>
				)}
				{message.visibleTo !== null && (
					<p class="only-you">
						<Icon name="eye" />
						{t.onlyYou}
					</p>
				)}
				<CardView card={message.card} place={place(message.channel, message.id)} />
				{message.author !== null && message.editedAt !== null && <span class="edited">({t.edited})</span>}
				{onOpenThread !== undefined && (
					<button type="button" class="thread-link" onClick={onOpenThread}>
						<Icon name="thread" />
						<span>{t.openThread}</span>
						{threadMessages !== undefined && <span class="thread-count">{t.steps(threadMessages)}</span>}
						{threadUnread > 0 && <span class="badge">{threadUnread}</span>}
						<Icon name="chevron" />
						{state.setup === null ? null : <span class="hidden">{message.card.title ?? ""}</span>}
					</button>
				)}
			</div>
		</article>
	);
}
