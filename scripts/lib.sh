# What the scripts share. Sourced, not run.

# Installs the Debian packages that are missing. A machine that has them needs neither the network nor root.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
  echo "installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Makes .venv/NAME with what a requirements file lists, unless it is there.
python_environment() {
  local folder=.venv/$1 requirements=$2
  if cmp -s "$requirements" "$folder/requirements.txt"; then return; fi
  install_packages python3-venv
  echo "installing what $requirements lists" >&2
  python3 -m venv --clear "$folder"
  "$folder/bin/pip" install --quiet --requirement "$requirements"
  cp "$requirements" "$folder/requirements.txt"
}

# Runs a command that has much to say: it is shown only when the command fails.
quietly() {
  local log code=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then cat "$log" >&2; fi
  rm -f "$log"
  return "$code"
}

require_swift() {
  if ! command -v swift >/dev/null; then
    echo "error: swift is not on PATH" >&2
    echo "hint: install Swift 6.2 or later from swift.org" >&2
    exit 69
  fi
}

# The C libraries that modelgate is built on, and what makes SSH keys.
BUILD_PACKAGES=(libbrotli-dev libcurl4-openssl-dev liblz4-dev libpcre2-dev libyaml-dev libzstd-dev pkg-config
  zlib1g-dev)
