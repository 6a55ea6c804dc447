#!/usr/bin/env bash
# Installs the browser and the Chinese font that the page tests use (Debian, Ubuntu). Does nothing where they are there.
set -euo pipefail
if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "没有 apt-get：请自行安装 Chromium，或用 LUODI_CHROMIUM 写明它的位置。Install Chromium yourself, or name it in LUODI_CHROMIUM." >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
