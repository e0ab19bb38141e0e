using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BashTool.Core.CommandModel;

/// <summary>
/// Finds a class of an assembly by its name in the assembly's metadata. <see cref="Assembly.GetType(string)"/> does the
/// same, but its parser of type names is compiled anew in each process, which takes as long as the rest of a short script.
/// </summary>
internal static unsafe class TypeIndex
{
    /// <summary>The class of a name that is derived from another, in whatever namespace; null if there is none.</summary>
    public static Type? Find(Assembly assembly, string name, Type basis)
    {
        if (!assembly.TryGetRawMetadata(out byte* blob, out int length))
        {
            return Array.Find(assembly.GetTypes(), type => type.Name == name && IsWanted(type, basis));
        }

        var reader = new MetadataReader(blob, length);
        int count = reader.GetTableRowCount(TableIndex.TypeDef);
        for (int row = 1; row <= count; row++)
        {
            TypeDefinitionHandle handle = MetadataTokens.TypeDefinitionHandle(row);
            if (reader.StringComparer.Equals(reader.GetTypeDefinition(handle).Name, name)
                && assembly.ManifestModule.ResolveType(MetadataTokens.GetToken(handle)) is var type && IsWanted(type, basis))
            {
                return type;
            }
        }

        return null;
    }

    private static bool IsWanted(Type type, Type basis) => !type.IsAbstract && type.IsSubclassOf(basis);
}
