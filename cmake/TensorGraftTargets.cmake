# One function a kind of target, so that every target gets the same warnings and
# the link lines, which enforce the arrows between the rooms, stay short.

add_library(tensorgraft_options INTERFACE)
target_compile_features(tensorgraft_options INTERFACE cxx_std_20)
target_compile_options(tensorgraft_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${TENSORGRAFT_WERROR}>:-Werror>)
target_compile_definitions(tensorgraft_options INTERFACE
  TENSORGRAFT_VERSION="${PROJECT_VERSION}" _FILE_OFFSET_BITS=64)
if(TENSORGRAFT_SANITIZE)
  target_compile_options(tensorgraft_options INTERFACE
    -fsanitize=${TENSORGRAFT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tensorgraft_options INTERFACE -fsanitize=${TENSORGRAFT_SANITIZE})
endif()
if(TENSORGRAFT_COVERAGE)
  target_compile_options(tensorgraft_options INTERFACE --coverage)
  target_link_options(tensorgraft_options INTERFACE --coverage)
endif()

# tensorgraft_library(NAME SOURCES a.cpp ... LINKS public_lib ... PRIVATE private_lib ...)
# Headers are included by their path from the project's root: "model_io/core/dtype.h".
function(tensorgraft_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC tensorgraft_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# tensorgraft_test(NAME SOURCES ... LINKS ... [LABELS ...] [TIMEOUT s]): a GoogleTest program, one ctest entry.
# Rooms under model_io are tested without Qt; tests of ui use tensorgraft_qt_test.
function(tensorgraft_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} tensorgraft_test_support GTest::gtest_main)
  tensorgraft_register_test(${name} "${ARG_LABELS}" "${ARG_TIMEOUT}")
endfunction()

# tensorgraft_qt_test(NAME SOURCES ... LINKS ... [LABELS ...]): a Qt Test program, run offscreen.
function(tensorgraft_qt_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_compile_definitions(${name} PRIVATE QT_NO_CAST_FROM_ASCII)
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} tensorgraft_test_support Qt6::Test)
  tensorgraft_register_test(${name} "ui;${ARG_LABELS}" "${ARG_TIMEOUT}")
  set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT QT_QPA_PLATFORM=offscreen)
endfunction()

function(tensorgraft_register_test name labels timeout)
  if(NOT timeout)
    set(timeout 300)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout})
  set_property(TEST ${name} PROPERTY ENVIRONMENT ${TENSORGRAFT_TEST_ENVIRONMENT})
endfunction()
