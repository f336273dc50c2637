# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Every target of ours links this one: warnings, Qt's strictness, sanitizers. Nothing global.
add_library(transship_flags INTERFACE)
target_compile_features(transship_flags INTERFACE cxx_std_20)
target_compile_definitions(
    transship_flags
    INTERFACE QT_NO_CAST_FROM_ASCII
              QT_NO_CAST_TO_ASCII
              QT_NO_CAST_FROM_BYTEARRAY
              QT_NO_URL_CAST_FROM_STRING
              QT_NO_FOREACH
              QT_NO_KEYWORDS
              QT_STRICT_ITERATORS
              QT_USE_QSTRINGBUILDER
              QT_DISABLE_DEPRECATED_BEFORE=0x060400
              # Qt's modules define these for whoever links them; a precompiled header is shared only among equals.
              QT_CORE_LIB
              QT_SQL_LIB
              QT_NETWORK_LIB
              TRANSSHIP_VERSION="${PROJECT_VERSION}"
)
target_compile_options(
    transship_flags
    INTERFACE -fPIC
              -Wall
              -Wextra
              -Wpedantic
              -Wshadow
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wold-style-cast
              -Wcast-align
              -Wconversion
              -Wno-sign-conversion
              $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
              $<$<BOOL:${TRANSSHIP_WERROR}>:-Werror>
)
if(TRANSSHIP_SANITIZE)
    target_compile_options(transship_flags INTERFACE -fsanitize=${TRANSSHIP_SANITIZE} -fno-omit-frame-pointer)
    if(TRANSSHIP_SANITIZE MATCHES "undefined")
        target_compile_options(transship_flags INTERFACE -fno-sanitize-recover=undefined)
    endif()
    target_link_options(transship_flags INTERFACE -fsanitize=${TRANSSHIP_SANITIZE})
endif()

# One precompiled header for everything below the widgets: parsing Qt's headers is most of the build.
add_library(transship_pch STATIC "${CMAKE_CURRENT_SOURCE_DIR}/cmake/pch.cpp")
target_link_libraries(transship_pch PRIVATE transship_flags Qt6::Core Qt6::Sql Qt6::Network QCoro6::Core QCoro6::Network)
target_precompile_headers(transship_pch PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/cmake/pch.h")

add_library(transship_pch_widgets STATIC "${CMAKE_CURRENT_SOURCE_DIR}/cmake/pch.cpp")
target_link_libraries(transship_pch_widgets PRIVATE transship_flags Qt6::Core Qt6::Sql Qt6::Network Qt6::Widgets Qt6::Charts QCoro6::Core QCoro6::Network)
target_precompile_headers(transship_pch_widgets PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/cmake/pch_widgets.h")

# transship_library(NAME SOURCES… [PUBLIC libs…] [PRIVATE libs…] [WIDGETS])
# A static library whose public include root is the repository: "models/domain/error.h" says where a file lives.
function(transship_library name)
    cmake_parse_arguments(arg "WIDGETS" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} transship_flags)
    if(arg_WIDGETS)
        target_precompile_headers(${name} REUSE_FROM transship_pch_widgets)
    else()
        target_precompile_headers(${name} REUSE_FROM transship_pch)
    endif()
endfunction()

# A test that includes its own .moc needs one run of moc, and neither AUTOMOC's look at it nor the file that AUTOMOC
# compiles for every target: over all tests these were a tenth of the build. Fixtures with slots are in libraries.
function(transship_moc_of_test name)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
    foreach(source ${ARGN})
        file(STRINGS "${source}" included REGEX "^#include \"[a-z_]+\\.moc\"$")
        if(included)
            cmake_path(GET source STEM stem)
            set(directory "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc")
            file(MAKE_DIRECTORY "${directory}")
            qt6_generate_moc("${source}" "${directory}/${stem}.moc" TARGET ${name})
            target_sources(${name} PRIVATE "${directory}/${stem}.moc")
            target_include_directories(${name} PRIVATE "${directory}")
        endif()
    endforeach()
endfunction()

# transship_test(NAME LABEL label SOURCES… LIBS… [WIDGETS] [TIMEOUT seconds])
function(transship_test name)
    cmake_parse_arguments(arg "WIDGETS" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    math(EXPR function_timeout "${arg_TIMEOUT} * 1000") # Qt's own would be five minutes
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LIBS} transship_test_support Qt6::Test transship_flags)
    if(arg_WIDGETS)
        target_precompile_headers(${name} REUSE_FROM transship_pch_widgets)
    else()
        target_precompile_headers(${name} REUSE_FROM transship_pch)
    endif()
    transship_moc_of_test(${name} ${arg_SOURCES})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
                         ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;QTEST_DISABLE_STACK_DUMP=1;QTEST_FUNCTION_TIMEOUT=${function_timeout}")
endfunction()
