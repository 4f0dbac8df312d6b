using System.Collections;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Hosting;

/// <summary>Lets no gateway start with a list that is written as one value: the configuration's binder leaves such a one out without a word.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
internal sealed class ListsAreLists<TOptions>(IConfiguration configuration, string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        foreach (var property in typeof(TOptions).GetProperties())
        {
            var key = $"{section}:{property.Name}";
            if (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && !string.IsNullOrEmpty(configuration[key]))
            {
                return ValidateOptionsResult.Fail($"{key} is a list: its entries are {key}:0, {key}:1 and so on.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
