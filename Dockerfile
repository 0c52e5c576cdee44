# Build with all packages, run with those of production only, as a user without rights.
FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/setup.mjs && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/templates ./templates
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
ENV DATA_DIR=/data
VOLUME /data
USER node
CMD ["node", "dist/src/cli.js", "start"]
