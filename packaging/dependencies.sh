# Debian 12 packages, sourced by run.sh and test.sh. install_packages installs only what is missing.

build_packages="build-essential cmake ninja-build pkg-config ccache lld
  qt6-base-dev qt6-base-dev-tools qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-qpa-plugins
  libqcustomplot-dev libhdf5-dev libeigen3-dev zlib1g-dev libpng-dev libisal-dev libhwy-dev libtbb-dev libxxhash-dev
  libleveldb-dev libsnappy-dev libprotobuf-dev protobuf-compiler libflatbuffers-dev flatbuffers-compiler
  libre2-dev libexpected-dev nlohmann-json3-dev libcli11-dev libcairo2-dev libssl-dev
  libgl-dev fonts-dejavu-core fonts-noto-cjk qt6-translations-l10n"

test_packages="libgtest-dev libgmock-dev libbenchmark-dev xvfb xauth xdotool openbox x11-utils x11-xserver-utils imagemagick
  python3 python3-numpy python3-h5py python3-torch python3-onnx python3-jsonschema"

# A package counts as installed only in the state "install ok installed".
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || printf '%s ' "$package"
  done
}

install_packages() {
  local missing sudo=""
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  echo "Installing: $missing"
  $sudo apt-get update -q
  # shellcheck disable=SC2086 # a list of words
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}
