#!/bin/sh
# Builds what the pages serve into gateway/web/built: one stylesheet, two scripts, images. Needs node and npm.
#
# What a script imports has its digest in its name, so that no browser runs two versions together. The result appears
# whole or not at all: it is built aside and moved into place.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --ignore-scripts --omit=optional --omit=peer
rm -rf built.new && mkdir built.new
node node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-source-map --quiet-deps \
    styles/pages.scss built.new/pages.css
sed '/^\/\/# sourceMappingURL/d' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >built.new/govuk-frontend.js
digest=$(node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex")' \
    built.new/govuk-frontend.js | cut -c 1-16)
for script in scripts/*.js; do
    sed "s|./govuk-frontend.js|./govuk-frontend.$digest.js|" "$script" >"built.new/$(basename "$script")"
done
cp images/* built.new/
rm -rf built && mv built.new built
