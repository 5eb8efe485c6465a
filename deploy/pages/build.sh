#!/bin/sh
# Builds what the pages serve into gateway/web/built: stylesheets, scripts, images. Needs node and npm.
#
# What a script imports has its digest in its name, so that no browser runs two versions together. The result appears
# whole or not at all: it is built aside and moved into place.
set -eu
cd "$(dirname "$0")"
web=../../gateway/web
built=$web/built.new
npm ci --no-audit --no-fund --ignore-scripts --omit=optional
rm -rf "$built" && mkdir "$built"
node node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-source-map --quiet-deps \
    $web/styles/pages.scss "$built/pages.css"
sed '/^\/\/# sourceMappingURL/d' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >"$built/govuk-frontend.js"
digest=$(node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex")' \
    "$built/govuk-frontend.js" | cut -c 1-16)
for script in $web/scripts/*.js; do
    sed "s|./govuk-frontend.js|./govuk-frontend.$digest.js|" "$script" >"$built/$(basename "$script")"
done
# GraphiQL with what it needs, in one script; its fonts and the pictures within its styles stay out: data: is not allowed.
NODE_PATH=$PWD/node_modules node node_modules/esbuild-wasm/bin/esbuild $web/scripts/explorer.mjs --bundle --minify --format=esm --log-level=error \
    --define:process.env.NODE_ENV='"production"' --legal-comments=eof --outfile="$built/explorer.js"
node -e 'process.stdout.write(require("fs").readFileSync(process.argv[1], "utf8")
    .replace(/@font-face\s*\{[^}]*\}/g, "").replace(/url\(["\x27]?data:[^)]*\)/g, "none"))' \
    node_modules/graphiql/graphiql.min.css >"$built/explorer.css"
cp $web/images/* "$built/"
rm -rf $web/built && mv "$built" $web/built
