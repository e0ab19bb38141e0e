using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BashTool.Core.CommandModel;

/// <summary>
/// Finds a class of an assembly by namespace and name in the assembly's metadata. <see cref="Assembly.GetType(string)"/> does the
/// same, but its parser of type names is compiled anew in each process, which takes as long as the rest of a short script.
/// </summary>
internal static unsafe class TypeIndex
{
    /// <summary>The class; null if there is none of that name.</summary>
    public static Type? Find(Assembly assembly, ReadOnlySpan<string> namespaces, string name)
    {
        if (!assembly.TryGetRawMetadata(out byte* blob, out int length))
        {
            foreach (string space in namespaces)
            {
                if (assembly.GetType(space + "." + name) is { } type)
                {
                    return type;
                }
            }

            return null;
        }

        var reader = new MetadataReader(blob, length);
        int count = reader.GetTableRowCount(TableIndex.TypeDef);
        for (int row = 1; row <= count; row++)
        {
            TypeDefinitionHandle handle = MetadataTokens.TypeDefinitionHandle(row);
            TypeDefinition definition = reader.GetTypeDefinition(handle);
            if (!reader.StringComparer.Equals(definition.Name, name))
            {
                continue;
            }

            foreach (string space in namespaces)
            {
                if (reader.StringComparer.Equals(definition.Namespace, space))
                {
                    return assembly.ManifestModule.ResolveType(MetadataTokens.GetToken(handle));
                }
            }
        }

        return null;
    }
}
