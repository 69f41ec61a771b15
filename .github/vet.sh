#!/usr/bin/env bash
# What the action runs: one visit or one bundle, every report, and the summary of the job.
set -uo pipefail

# An input that was left out is no empty value.
for name in SHOPVET_PACK SHOPVET_RULES SHOPVET_WAIVERS; do
    [ -n "${!name:-}" ] || unset "$name"
done

reports="${REPORTS:-shopvet-reports}"
mkdir -p "$reports" || exit 2
formats=(
    --format "html=$reports/shopvet.html"
    --format "json=$reports/shopvet.json"
    --format "sarif=$reports/shopvet.sarif"
    --format "junit=$reports/shopvet.xml"
    --format "markdown=$reports/shopvet.md"
    --format "letter=$reports/letter.html"
    --format terminal
)
# Words of an argument list, split as the shell splits words and nothing else.
read -r -a more <<<"${MORE:-}"
program="${ACTION_PATH:-.}/target/release/shopvet"

if [ -n "${BUNDLE:-}" ]; then
    "$program" judge "$BUNDLE" "${formats[@]}" "${more[@]}"
elif [ -n "${URL:-}" ]; then
    declared=()
    [ -n "${APPLICATION:-}" ] && declared=(--application "$APPLICATION")
    "$program" check "$URL" "${declared[@]}" --render "${RENDER:-auto}" \
        --save "$reports/shopvet.wacz" "${formats[@]}" "${more[@]}"
else
    echo "error: give the action a url or a bundle" >&2
    exit 2
fi
code=$?

if [ -f "$reports/shopvet.json" ]; then
    verdict=$(sed -n 's/^  "verdict": "\([a-z]*\)",$/\1/p' "$reports/shopvet.json" | head -n 1)
    [ -n "${GITHUB_OUTPUT:-}" ] && echo "verdict=$verdict" >>"$GITHUB_OUTPUT"
fi
if [ -f "$reports/shopvet.md" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    cat "$reports/shopvet.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
