#!/bin/sh
# Fetches the descriptions of codegen.toml again, generates the code, and opens a change with a report of what is different for
# users of the client. If no description has changed, nothing is opened. If a step fails, nothing is committed, and the working tree is as before.
#
#   sh update.sh [FLAGS OF clientwright fetch]      in the folder of codegen.toml, on the branch to update
#
# Every description needs its .origin.toml, which the first `clientwright fetch URL` writes. Arguments are passed on to `fetch`, such as
# --slice or --token-env NAME. Settings are environment variables:
#
#   CLIENTWRIGHT   the program; `clientwright` by default
#   REMOTE         where the branch is pushed to; `origin` by default
#   BASE           the branch that the change is for; the current one by default
#   BRANCH         the branch of the change, which belongs to this script and is overwritten; `clientwright/BASE` by default
#   OPEN           the command that opens the change, run by sh with TITLE, REPORT (a file), BASE and BRANCH in its environment;
#                  by default `gh pr create`, or `gh pr edit` if there is one already
set -eu

clientwright=${CLIENTWRIGHT:-clientwright}
REMOTE=${REMOTE:-origin}
BASE=${BASE:-$(git symbolic-ref --quiet --short HEAD || true)}
if [ -z "$BASE" ]; then
    echo "error: no branch is checked out; BASE has to name the one to update" >&2
    exit 1
fi
BRANCH=${BRANCH:-clientwright/$BASE}
# The text is run later, with the variables of its environment.
# shellcheck disable=SC2016
OPEN=${OPEN:-'gh pr create --title "$TITLE" --body-file "$REPORT" --base "$BASE" --head "$BRANCH" ||
    gh pr edit "$BRANCH" --title "$TITLE" --body-file "$REPORT"'}
# The longest text of a pull request of GitHub is 65,536 characters.
longest=60000

# Other changes would be committed with those of the description.
if [ -n "$(git status --porcelain --untracked-files=all)" ]; then
    echo "error: the working tree has changes; commit or stash them first" >&2
    exit 1
fi
start=$(git rev-parse HEAD)
scratch=$(mktemp -d)
# What fetch and generate have changed is taken back when a step fails; there was no other change.
changed=
finish() {
    code=$?
    rm -rf "$scratch"
    if [ "$code" -ne 0 ] && [ -n "$changed" ] && [ -n "$(git status --porcelain --untracked-files=all)" ]; then
        git add --all
        git reset --quiet --hard "$start"
        echo "error: a step failed; its changes to the working tree were taken back" >&2
    fi
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

changed=yes
"$clientwright" fetch "$@"
if [ -z "$(git status --porcelain)" ]; then
    echo "no description has changed"
    exit 0
fi
"$clientwright" generate

# What the change means for users of the client: a part for each changed description.
git add --all
REPORT=$scratch/report.md
breaking=
# Descriptions may be outside of this folder, and names in any language.
here=$(git rev-parse --show-prefix)
top=$(git rev-parse --show-cdup)
git -c core.quotePath=false diff --cached --name-only "$start" > "$scratch/changed"
while IFS= read -r file; do
    case $file in
        "$here"*) file=${file#"$here"} ;;
        *) file=$top$file ;;
    esac
    [ -f "$file.origin.toml" ] || continue
    code=0
    "$clientwright" diff --format markdown -- "HEAD:./$file" "$file" > "$scratch/part" || code=$?
    # It says nothing if it cannot compare, for example because several modules have this description.
    if [ ! -s "$scratch/part" ]; then
        printf 'The clients of `%s` were not compared.\n' "$file" > "$scratch/part"
    elif [ "$code" -ne 0 ]; then
        breaking=yes
    fi
    { cat "$scratch/part"; echo; } >> "$REPORT"
done < "$scratch/changed"
if [ ! -s "$REPORT" ]; then
    echo "The text of the description has changed, and the generated code may differ." > "$REPORT"
fi
if [ "$(wc -c < "$REPORT")" -gt "$longest" ]; then
    head -c "$longest" "$REPORT" > "$scratch/start"
    printf '\n\nThe report is longer than shown here.\n' >> "$scratch/start"
    mv "$scratch/start" "$REPORT"
fi
TITLE="Update the description and the generated client"
if [ -n "$breaking" ]; then
    TITLE="$TITLE (breaking)"
fi

# The same change as the one that is open already needs no new commit. Only the time of the download differs.
tree=$(git write-tree)
existed=
if git fetch --quiet "$REMOTE" "$BRANCH" 2>/dev/null; then
    existed=yes
    if [ "$(git rev-parse --quiet --verify FETCH_HEAD^)" = "$start" ] &&
        git diff --quiet FETCH_HEAD "$tree" -- ':(top)' ':(top,exclude)*.origin.toml'; then
        git reset --quiet --hard "$start"
        echo "$BRANCH has this change already"
        exit 0
    fi
fi
commit=$({ printf '%s\n\n' "$TITLE"; cat "$REPORT"; } | git commit-tree "$tree" -p "$start")
git push --quiet --force "$REMOTE" "$commit:refs/heads/$BRANCH"
git reset --quiet --hard "$start"
changed=
export TITLE REPORT BASE BRANCH
if ! sh -c "$OPEN"; then
    # A branch without a change would look like one that is open already.
    if [ -z "$existed" ]; then git push --quiet --delete "$REMOTE" "$BRANCH"; fi
    echo "error: the change was not opened" >&2
    exit 1
fi
echo "opened $BRANCH"
