import { useLayoutEffect, useRef } from "preact/hooks";
import { CardView } from "./card-view.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { channelOf, hashOf, threadChannel } from "./state.ts";
import { Timeline } from "./timeline.tsx";
import { useChat } from "./use-chat.ts";

export function ThreadPane({ id }: { id: number }) {
	const { state, t, place } = useChat();
	const head = useRef<HTMLHeadingElement>(null);
	const thread = state.threads.find((each) => each.id === id);
	const headline = state.timelines.cases?.messages.find((message) => message.id === id);
	const channel = threadChannel(id);
	const title = thread?.title ?? t.thread;
	const back = hashOf({ view: "channel", channel: channelOf(state.route), thread: null });
	useLayoutEffect(() => head.current?.focus({ preventScroll: true }), [id]);
	return (
		<aside class="thread" aria-label={`${t.thread}: ${title}`}>
			<div class="pane-head">
				<a class="icon-button back" href={back} aria-label={t.back}>
					<Icon name="back" />
				</a>
				<Icon name="thread" />
				<h1 ref={head} tabIndex={-1}>
					{title}
				</h1>
				{thread?.archived === true && <span class="tag">{t.archived}</span>}
				<a class="icon-button close-thread" href={back} aria-label={t.closeThread} title={`${t.closeThread} (Esc)`}>
					<Icon name="close" />
				</a>
			</div>
			<Timeline
				channel={channel}
				label={title}
				empty={t.threadEmpty}
				top={
					headline && (
						<div class="headline">
							{/* Pressed here, answered here: where there is no room, the channel is not in view. */}
							<CardView card={headline.card} place={place(channel, headline.id)} />
						</div>
					)
				}
			/>
			<Composer key={channel} channel={channel} where={title} />
		</aside>
	);
}
