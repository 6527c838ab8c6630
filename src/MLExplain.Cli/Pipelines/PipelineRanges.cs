using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using MLExplain.Cli.Pipelines.Sections;

namespace MLExplain.Cli.Pipelines;

/// <summary>Refuses numbers, and names, out of the ranges that the option records state.</summary>
internal static class PipelineRanges
{
    /// <summary>Checks a section and everything below it.</summary>
    /// <exception cref="ConfigurationException">A value is out of its range.</exception>
    public static void Check(object section, string path, string place = "")
    {
        foreach (var property in section.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var (name, value) = ($"{(place.Length == 0 ? "" : place + ".")}{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}", property.GetValue(section));
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
            {
                throw new ConfigurationException(FormattableString.Invariant($"{path}: {name} is '{value}': expected {rule.ErrorMessage}."));
            }

            foreach (var below in value is IEnumerable list and not string ? list.Cast<object?>() : [value])
            {
                if (below is not null && SectionTypes.Contains(below.GetType()))
                {
                    Check(below, path, name);
                }
            }
        }
    }
}
