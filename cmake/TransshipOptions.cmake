# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
option(TRANSSHIP_WERROR "Treat compiler warnings as errors" OFF)
set(TRANSSHIP_SANITIZE "" CACHE STRING "Sanitizers, as given to -fsanitize= (address,undefined or thread)")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(TRANSSHIP_CCACHE ccache)
if(TRANSSHIP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The two sloppiness settings are what ccache needs to look behind a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${TRANSSHIP_CCACHE}
    )
endif()

# Linking some hundred test programs with the linker of binutils takes as long as compiling half of them.
find_program(TRANSSHIP_MOLD mold)
if(TRANSSHIP_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
