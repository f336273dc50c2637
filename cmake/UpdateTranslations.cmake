# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Brings the catalogues up to date with the sources: cmake -D LUPDATE=… -P, from the root of the sources. English has
# plural forms only; its texts are in the sources.
foreach(catalogue "en;-pluralonly" "de")
    list(POP_FRONT catalogue language)
    execute_process(
        COMMAND "${LUPDATE}" -I . -locations none -no-obsolete -no-ui-lines -source-language en -target-language ${language}
                ${catalogue} views app/console -ts resources/i18n/transship_${language}.ts
        OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE failed
    )
    if(failed)
        message(FATAL_ERROR "lupdate failed for ${language}")
    endif()
endforeach()
